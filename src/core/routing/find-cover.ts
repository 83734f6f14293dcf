import type { Candidate } from './candidate.ts'

/**
 * The member who stands in for somebody out of office: their cover, or the cover's cover where that one is out too.
 * A cover who is no candidate (a manager, say) is taken at their word. Null when nobody stands in.
 */
export function findCover(absent: Candidate, byId: ReadonlyMap<string, Candidate>): string | null {
  const asked = new Set([absent.id])
  let next = absent.coverId
  while (next !== null && !asked.has(next)) {
    const cover = byId.get(next)
    if (!cover || cover.available) return next
    asked.add(next)
    next = cover.coverId
  }
  return null
}
