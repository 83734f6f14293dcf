export type Ranges = readonly (readonly [from: number, to: number])[]
export type FuzzyMatch = { score: number; ranges: Ranges }

const isBoundary = (text: string, at: number): boolean => at === 0 || /[\s\-_/.,:(@]/.test(text[at - 1] ?? '')

function plain(text: string): string {
  return Array.from(text, (char) => char.normalize('NFD')[0]?.toLowerCase() ?? char).join('')
}

/** The places of one word's letters in a text: a run of them if there is one, else the letters in order. */
function placesOf(word: string, text: string): number[] | null {
  const runs: number[] = []
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) runs.push(at)
  const run = runs.find((at) => isBoundary(text, at)) ?? runs[0]
  if (run !== undefined) return Array.from(word, (_, offset) => run + offset)
  const places: number[] = []
  let from = 0
  for (const letter of word) {
    const next = placeOf(letter, text, from)
    if (next < 0) return null
    places.push(next)
    from = next + 1
  }
  return places
}

/** The next place of a letter: right here, else at the start of a word, else anywhere. */
function placeOf(letter: string, text: string, from: number): number {
  if (text[from] === letter) return from
  for (let at = text.indexOf(letter, from); at >= 0; at = text.indexOf(letter, at + 1)) {
    if (isBoundary(text, at)) return at
  }
  return text.indexOf(letter, from)
}

function scoreOf(places: readonly number[], text: string): number {
  return places.reduce((sum, at, index) => {
    const follows = index > 0 && at === (places[index - 1] ?? -2) + 1
    return sum + (isBoundary(text, at) ? 8 : follows ? 6 : 1) - (index > 0 && !follows ? 1 : 0)
  }, -text.length / 50)
}

function rangesOf(places: readonly number[]): Ranges {
  const sorted = [...new Set(places)].sort((a, b) => a - b)
  const ranges: [number, number][] = []
  for (const at of sorted) {
    const last = ranges.at(-1)
    if (last && last[1] === at) last[1] = at + 1
    else ranges.push([at, at + 1])
  }
  return ranges
}

/**
 * Whether a text answers a query, how well, and which letters to mark. Every word of the query must be found;
 * accents and case do not count. Null when it does not match or when scattered letters mean nothing.
 */
export function fuzzyMatch(query: string, text: string): FuzzyMatch | null {
  const words = plain(query).trim().split(/\s+/).filter(Boolean)
  const flat = plain(text)
  const found: number[] = []
  let score = 0
  for (const word of words) {
    const places = placesOf(word, flat)
    if (places === null) return null
    const own = scoreOf(places, flat)
    if (word.length > 2 && own < word.length * 1.5) return null
    score += own
    found.push(...places)
  }
  return { score, ranges: rangesOf(found) }
}

/** The items that answer a query, best first; all of them, in their own order, while it is empty. */
export function rankItems<T>(query: string, items: readonly T[], textOf: (item: T) => string): T[] {
  if (query.trim() === '') return [...items]
  return items
    .flatMap((item) => {
      const match = fuzzyMatch(query, textOf(item))
      return match ? [{ item, score: match.score }] : []
    })
    .sort((a, b) => b.score - a.score)
    .map((hit) => hit.item)
}
