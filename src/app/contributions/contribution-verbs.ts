import type { Verbs } from '../verbs.ts'
import { answerContribution } from './answer-contribution.ts'
import { askContribution } from './ask-contribution.ts'
import { listContributions } from './list-contributions.ts'
import { revokeContribution } from './revoke-contribution.ts'
import { showContribution } from './show-contribution.ts'

export const contributionVerbs = {
  'contribution.ask': askContribution,
  'contribution.list': listContributions,
  'contribution.revoke': revokeContribution,
  'contribution.show': showContribution,
  'contribution.answer': answerContribution,
} satisfies Verbs
