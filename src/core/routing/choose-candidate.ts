import type { Candidate } from './candidate.ts'
import { explainChoice, explainRunnerUp } from './explain-routing.ts'
import { findCover } from './find-cover.ts'
import { type Ranked, rankCandidates } from './rank-candidates.ts'

export type Covering = { candidate: Candidate; byName: number }

/** Who was chosen among several, and why. */
export type Choice = {
  csmId: string
  /** Set when the chosen CSM goes over the limit, because everybody would. */
  marked: 'over_limit' | null
  reasons: string[]
  runnersUp: { memberId: string; why: string }[]
}

export const mostRunnersUp = 5

/**
 * The best of those at work; where all are out of office, the best of the people standing in for them; null where
 * nobody does.
 */
export function chooseCandidate(
  pool: readonly Covering[],
  byId: ReadonlyMap<string, Candidate>,
  weight: number,
): Choice | null {
  const present = pool.filter(({ candidate }) => candidate.available)
  const absent = pool
    .filter(({ candidate }) => !candidate.available)
    .map(({ candidate }) => candidate)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  if (present.length > 0) return decide(rankCandidates(present, weight), absent)
  return chooseCover(absent, byId, weight)
}

function chooseCover(
  absent: readonly Candidate[],
  byId: ReadonlyMap<string, Candidate>,
  weight: number,
): Choice | null {
  const covers = absent.flatMap((candidate) => {
    const coverId = findCover(candidate, byId)
    return coverId === null ? [] : [{ candidate, coverId }]
  })
  const standIns = [...new Set(covers.map(({ coverId }) => coverId))].sort()
  const known = standIns.flatMap((id) => byId.get(id) ?? [])
  const ranked = rankCandidates(
    known.map((candidate) => ({ candidate, byName: 0 })),
    weight,
  )
  const coverId = ranked[0]?.candidate.id ?? standIns[0]
  const covered = covers.find((one) => one.coverId === coverId)?.candidate
  if (coverId === undefined || !covered) return null
  const handed = handsOver(covered, byId.get(coverId)?.name)
  if (ranked.length === 0)
    return { csmId: coverId, marked: null, reasons: [handed], runnersUp: outOfOffice(absent) }
  const choice = decide(ranked, absent)
  return { ...choice, reasons: [handed, ...choice.reasons] }
}

/** The first of the ranked, with the others and those out of office as runners-up. */
export function decide(ranked: readonly Ranked[], absent: readonly Candidate[]): Choice {
  const [chosen, ...others] = ranked
  if (!chosen) throw new Error('expected at least one candidate to choose from')
  const runnersUp = others.slice(0, mostRunnersUp).map((other) => ({
    memberId: other.candidate.id,
    why: explainRunnerUp(other, chosen),
  }))
  return {
    csmId: chosen.candidate.id,
    marked: chosen.overLimit ? 'over_limit' : null,
    reasons: [explainChoice(chosen, others[0])],
    runnersUp: [...runnersUp, ...outOfOffice(absent)].slice(0, mostRunnersUp),
  }
}

/** The sentence that says who stands in. */
export function handsOver(absent: Candidate, cover: string | undefined): string {
  return `${absent.name} is out of office and hands over to ${cover ?? 'the colleague standing in'}.`
}

function outOfOffice(absent: readonly Candidate[]): { memberId: string; why: string }[] {
  return absent
    .slice(0, mostRunnersUp)
    .map((candidate) => ({ memberId: candidate.id, why: `${candidate.name} is out of office.` }))
}
