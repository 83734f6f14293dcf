import type { DealCase } from '../deals/deal-case.ts'
import { scoresOf } from '../deals/scores.ts'
import { type HandoffWork, happen } from './handoff-work.ts'

/** Brings completeness and quality into the handoff, and records the brief as complete the first time it is. */
export function refreshScores(work: HandoffWork, it: DealCase = work.it): void {
  const scores = scoresOf(it)
  work.row.completeness = Math.min(100, scores.full.percent)
  work.row.quality = scores.quality.score
  work.row.missing_count = scores.full.missing.length
  if (
    scores.full.complete &&
    work.state.facts.brief_complete === undefined &&
    !['cancelled'].includes(work.state.status)
  ) {
    happen(work, { type: 'record', fact: 'brief_complete', happenedAt: work.tx.now, at: work.tx.now })
  }
}
