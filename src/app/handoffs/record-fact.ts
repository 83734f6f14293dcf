import type { Verb } from '../verbs.ts'
import { changeHandoff } from './change-handoff.ts'
import { checkFact } from './check-fact.ts'
import { happen } from './happen.ts'

/** Records that something happened, now or at a time in the past. */
export const recordHandoffFact: Verb<'handoff.record_fact'> = (ctx, input) =>
  changeHandoff({
    ctx,
    input,
    action: 'handoff.record_fact',
    audit: 'handoff.record_fact',
    decide({ work }, tx) {
      checkFact(work, input.fact)
      happen(work, {
        type: 'record',
        at: tx.now,
        fact: input.fact,
        happenedAt: input.at ?? tx.now,
        csmPresent: input.csmPresent ?? false,
      })
    },
  })

/** Gives a recorded fact its true time; clocks that count from it move. */
export const correctHandoffFact: Verb<'handoff.correct_fact'> = (ctx, input) =>
  changeHandoff({
    ctx,
    input,
    action: 'handoff.correct_fact',
    audit: 'handoff.correct_fact',
    reason: input.reason,
    decide: ({ work }, tx) =>
      void happen(work, {
        type: 'correct',
        at: tx.now,
        fact: input.fact,
        happenedAt: input.at,
        reason: input.reason,
      }),
  })
