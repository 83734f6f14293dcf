import type { Verb } from '../verbs.ts'
import { changeHandoff } from './change-handoff.ts'
import { happen } from './happen.ts'
import { keepVerdict, verdictInWords } from './verdict.ts'

/** The CSM hands it back to the seller, saying of each requirement what is missing. */
export const returnHandoff: Verb<'handoff.return'> = (ctx, input) =>
  changeHandoff({
    ctx,
    input,
    action: 'handoff.return',
    audit: 'handoff.return',
    event: 'handoff_returned',
    reason: (opened) => verdictInWords(opened, { note: input.note, gaps: input.gaps }),
    async decide(opened, tx) {
      happen(opened.work, { type: 'return', at: tx.now, reason: input.note ?? 'Gaps were named.' })
      await keepVerdict(ctx, tx, {
        opened,
        verdict: { kind: 'returned', note: input.note ?? null, gaps: input.gaps },
      })
      opened.work.row.returned_count += 1
    },
  })
