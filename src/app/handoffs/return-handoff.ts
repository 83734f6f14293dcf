import type { Verb } from '../verbs.ts'
import { changeHandoff } from './change-handoff.ts'
import { happen } from './happen.ts'
import { keepVerdict } from './verdict.ts'

/** The CSM hands it back to the seller, saying of each requirement what is missing. */
export const returnHandoff: Verb<'handoff.return'> = (ctx, input) =>
  changeHandoff({
    ctx,
    input,
    action: 'handoff.return',
    audit: 'handoff.return',
    event: 'handoff_returned',
    reason: input.note ?? input.gaps.map((gap) => gap.text).join(' · '),
    async decide(opened, tx) {
      happen(opened.work, { type: 'return', at: tx.now, reason: input.note ?? 'Gaps were named.' })
      await keepVerdict(ctx, tx, {
        opened,
        verdict: { kind: 'returned', note: input.note ?? null, gaps: input.gaps },
      })
      opened.work.row.returned_count += 1
    },
  })
