const kept = 512

/** Keeps the smallest hashes of all values seen: a fair sample that is the same sample for the same values. */
export type ValueSketch = { add(value: string): void; result(): { hashes: number[]; complete: boolean } }

export function createValueSketch(): ValueSketch {
  const hashes = new Set<number>()
  let threshold = Number.POSITIVE_INFINITY
  const shrink = (): void => {
    const smallest = [...hashes].sort((a, b) => a - b).slice(0, kept)
    hashes.clear()
    for (const hash of smallest) hashes.add(hash)
    threshold = smallest.at(-1) ?? threshold
  }
  return {
    add(value) {
      const hash = hashOf(referenceKey(value))
      if (hash >= threshold) return
      hashes.add(hash)
      if (hashes.size >= kept * 4) shrink()
    },
    result() {
      if (hashes.size > kept) shrink()
      const sorted = [...hashes].sort((a, b) => a - b)
      return { hashes: sorted, complete: threshold === Number.POSITIVE_INFINITY }
    },
  }
}

/** About what share of the values behind the first sketch occurs among those behind the second; 0 for none at all. */
export function shareFound(part: { hashes: number[]; complete: boolean }, whole: typeof part): number {
  const top = (sketch: typeof part): number =>
    sketch.complete ? Number.POSITIVE_INFINITY : (sketch.hashes.at(-1) ?? 0)
  const limit = Math.min(top(part), top(whole))
  const comparable = part.hashes.filter((hash) => hash <= limit)
  if (comparable.length === 0) return 0
  const known = new Set(whole.hashes)
  return comparable.filter((hash) => known.has(hash)).length / comparable.length
}

/** About how many different values there are. */
export function estimateDistinct(sketch: { hashes: number[]; complete: boolean }): number {
  const last = sketch.hashes.at(-1)
  if (sketch.complete || last === undefined || last === 0) return sketch.hashes.length
  return Math.round(((sketch.hashes.length - 1) * 2 ** 53) / last)
}

/** The form in which names and keys are compared: without regard to case, outer and repeated blanks. */
export function referenceKey(value: string): string {
  const text = value.startsWith('@') ? value.slice(1) : value
  return text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
}

/** 53 bits of a fast hash (cyrb53 by bryc, public domain). */
function hashOf(text: string): number {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    a = Math.imul(a ^ c, 2_654_435_761)
    b = Math.imul(b ^ c, 1_597_334_677)
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909)
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909)
  return 4_294_967_296 * (2_097_151 & b) + (a >>> 0)
}
