import type { Verb } from '../verbs.ts'
import { changeHandoff } from './change-handoff.ts'
import { happen } from './happen.ts'
import { refreshScores } from './refresh-scores.ts'

/** The seller says: this is what I know. With gaps it may be submitted too; they are seen, and the CSM judges. */
export const submitHandoff: Verb<'handoff.submit'> = (ctx, input) =>
  changeHandoff({
    ctx,
    input,
    action: 'handoff.submit',
    audit: 'handoff.submit',
    event: 'handoff_submitted',
    ...(input.note === undefined ? {} : { reason: input.note }),
    decide({ work }, tx) {
      happen(work, { type: 'submit', at: tx.now })
      refreshScores(work)
    },
  })
