/** How much of one text the rubric reads, in UTF-16 units; nobody says in the eleventh page what they left out of the first. */
export const longestRead = 20_000

/** Text as lower-case words: runs of letters, marks and digits, in order. One pass over the text, however strange. */
export function wordsOf(text: string): string[] {
  return text.slice(0, longestRead).toLowerCase().split(notWord).filter(Boolean)
}

/** One character class and nothing nested: a scan, whatever the text. */
const notWord = /[^\p{L}\p{M}\p{N}]+/u

/** Text cut at white space, with punctuation around each piece removed: "(by 2026-12-31)." → "by", "2026-12-31". */
export function tokensOf(text: string): string[] {
  return text.slice(0, longestRead).split(/\s+/u).map(bare).filter(Boolean)
}

/** A piece without brackets, quotes and the punctuation that ends a clause; signs of money and percent stay. */
function bare(piece: string): string {
  let from = 0
  let to = piece.length
  while (from < to && wrapping.has(piece.charAt(from))) from += 1
  while (to > from && wrapping.has(piece.charAt(to - 1))) to -= 1
  return piece.slice(from, to).toLowerCase()
}

const wrapping: ReadonlySet<string> = new Set('()[]{}<>"\'“”„‘’«».,;:!?*_~`–—-'.split(''))
