import { scoresOf } from '../deals/scores.ts'
import type { HandoffWork } from './handoff-work.ts'
import { happen } from './happen.ts'

/**
 * Brings completeness and quality into the handoff, and records the brief as complete the first time it is. Says whether
 * they changed.
 */
export function refreshScores(work: HandoffWork): boolean {
  const { row } = work
  const before = [row.completeness, row.quality, row.missing_count].join()
  const { full, quality } = scoresOf(work.it)
  row.completeness = Math.min(100, full.percent)
  row.quality = quality.score
  row.missing_count = full.missing.length
  if (full.complete && work.state.facts.brief_complete === undefined && work.state.status !== 'cancelled') {
    happen(work, { type: 'record', fact: 'brief_complete', happenedAt: work.tx.now, at: work.tx.now })
  }
  return before !== [row.completeness, row.quality, row.missing_count].join()
}
