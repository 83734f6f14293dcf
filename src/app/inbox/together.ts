import type { Runtime } from '../runtime.ts'

const underWay = new WeakMap<Runtime, Map<string, Promise<unknown>>>()

/**
 * Does a piece of work once for all who ask for it while it is under way: a thousand repetitions of one event at
 * once cost one transaction. `isFirst` says whose it was.
 */
export async function together<T>(
  runtime: Runtime,
  key: string,
  work: () => Promise<T>,
): Promise<{ result: T; isFirst: boolean }> {
  const all = underWay.get(runtime) ?? new Map<string, Promise<unknown>>()
  underWay.set(runtime, all)
  const twin = all.get(key)
  if (twin) return { result: await asResult<T>(twin), isFirst: false }
  const mine = work()
  all.set(key, mine)
  try {
    return { result: await mine, isFirst: true }
  } finally {
    all.delete(key)
  }
}

// A key belongs to one kind of work.
const asResult = <T>(promise: Promise<unknown>): Promise<T> => promise as Promise<T>
