/** Wrong credentials an address may present before it is only told to wait: this many at once, then some each second. */
const size = 60
const refillPerSecond = 1
const mostKept = 50_000

type Bucket = { left: number; atMs: number }

export type AddressBucket = {
  /** Seconds to wait when the address has presented too many; null when it may go on. */
  waitSeconds(address: string): number | null
  spend(address: string): void
}

/** Counts wrong credentials per address in this process, so that guessing tokens costs the database little. */
export function addressBucket(now: () => number = () => performance.now()): AddressBucket {
  const buckets = new Map<string, Bucket>()
  const filled = (address: string): Bucket => {
    const bucket = buckets.get(address)
    if (!bucket) return { left: size, atMs: now() }
    const left = Math.min(size, bucket.left + ((now() - bucket.atMs) / 1_000) * refillPerSecond)
    return { left, atMs: now() }
  }
  return {
    waitSeconds(address) {
      const { left } = filled(address)
      return left >= 1 ? null : Math.ceil((1 - left) / refillPerSecond)
    },
    spend(address) {
      const { left, atMs } = filled(address)
      const oldest = buckets.keys().next()
      if (buckets.size >= mostKept && !oldest.done) buckets.delete(oldest.value)
      buckets.delete(address)
      buckets.set(address, { left: left - 1, atMs })
    },
  }
}
