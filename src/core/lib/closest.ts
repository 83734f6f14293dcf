/** Letters added, left out, changed or swapped with their neighbour between two words; above `limit`, `limit + 1`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = at(row, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swap = swapped ? at(before, j - 2) + 1 : change
      next.push(Math.min(change, swap, at(row, j) + 1, at(next, j - 1) + 1))
    }
    before = row
    row = next
  }
  return Math.min(at(row, b.length), limit + 1)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? 0
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
