import type { teamOperations } from '../../contract/people.ts'
import type { Verbs } from '../verbs.ts'
import { createTeam } from './create-team.ts'
import { listTeams } from './list-teams.ts'
import { updateTeam } from './update-team.ts'

export const teamVerbs = {
  'team.list': listTeams,
  'team.create': createTeam,
  'team.update': updateTeam,
} satisfies Required<Pick<Verbs, keyof typeof teamOperations>>
