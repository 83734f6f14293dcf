/** The number of single-letter changes between two words, up to `limit`; more than that is `limit + 1`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return Math.min(row[b.length] ?? 0, limit + 1)
}

/**
 * The known word somebody most likely meant, or null when none is near.
 * Case and `-`/`_`/blanks do not count; at most a third of the letters may differ.
 */
export function closest(word: string, known: Iterable<string>): string | null {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[-_\s]/g, '')
  const wanted = plain(word.slice(0, 100))
  let best: { word: string; distance: number } | null = null
  for (const candidate of known) {
    const limit = Math.floor(Math.max(wanted.length, 3) / 3)
    const found = distance(wanted, plain(candidate), limit)
    if (found <= limit && (best === null || found < best.distance))
      best = { word: candidate, distance: found }
  }
  return best?.word ?? null
}
