import type { Candidate } from './candidate.ts'

/** A candidate with what taking one more customer would mean. */
export type Ranked = {
  candidate: Candidate
  /** Keys covered by name, not merely by having no restriction. */
  byName: number
  /** Points after taking the customer. */
  points: number
  /** Share of the limit those points are; a person without limit is measured by the roomiest colleague's. */
  share: number
  overLimit: boolean
}

/**
 * Candidates in the order in which they should receive a customer of `weight` points: first those who stay within
 * their limit, by coverage by name and then by the share of the limit they would have used; then those over it,
 * the least over first. Ties go to the smaller id, so that the order of the input never matters.
 */
export function rankCandidates(
  candidates: readonly { candidate: Candidate; byName: number }[],
  weight: number,
): Ranked[] {
  const roomiest = Math.max(0, ...candidates.map(({ candidate }) => candidate.capacity ?? 0)) || 1
  return candidates
    .map(({ candidate, byName }) => {
      const points = candidate.load + weight
      return {
        candidate,
        byName,
        points,
        share: shareOf(points, candidate.capacity ?? roomiest),
        overLimit: candidate.capacity !== null && points > candidate.capacity,
      }
    })
    .sort(compare)
}

function shareOf(points: number, capacity: number): number {
  if (capacity > 0) return points / capacity
  return points > 0 ? Number.POSITIVE_INFINITY : 0
}

function compare(a: Ranked, b: Ranked): number {
  if (a.overLimit !== b.overLimit) return a.overLimit ? 1 : -1
  const byName = b.byName - a.byName
  const byShare = difference(a.share, b.share) || a.points - b.points
  const wish = a.overLimit ? byShare || byName : byName || byShare
  return wish || (a.candidate.id < b.candidate.id ? -1 : 1)
}

/** Two infinities are equal. */
function difference(a: number, b: number): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
