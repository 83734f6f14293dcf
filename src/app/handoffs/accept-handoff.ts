import type { Verb } from '../verbs.ts'
import { changeHandoff } from './change-handoff.ts'
import { happen } from './happen.ts'
import { startQuestionClock } from './question-clock.ts'
import { keepVerdict, verdictInWords } from './verdict.ts'

/** CS takes the customer over. Gaps that are named become questions to the seller; nothing waits for them. */
export const acceptHandoff: Verb<'handoff.accept'> = (ctx, input) => {
  const gaps = input.gaps ?? []
  return changeHandoff({
    ctx,
    input,
    action: 'handoff.accept',
    audit: 'handoff.accept',
    event: 'handoff_accepted',
    reason: (opened) => verdictInWords(opened, { note: input.note, gaps }),
    async decide(opened, tx) {
      const kind = gaps.length > 0 ? 'accepted_with_gaps' : 'accepted'
      happen(opened.work, { type: gaps.length > 0 ? 'accept_with_gaps' : 'accept', at: tx.now })
      opened.work.row.accepted_with_gaps = gaps.length > 0
      await keepVerdict(ctx, tx, { opened, verdict: { kind, note: input.note ?? null, gaps } })
      if (gaps.length > 0) startQuestionClock(opened.work)
    },
  })
}
