import type { Runtime } from '../runtime.ts'
import type { Authenticated } from './authenticate.ts'

/** A little less than the second within which a removed person must be out, so that the read itself fits in. */
const keptMs = 800
const mostKept = 20_000

type Kept = { answer: Promise<Authenticated | null>; atMs: number }
export type KnownCredentials = {
  get(
    asked: { hash: Buffer; nowMs: number },
    find: () => Promise<Authenticated | null>,
  ): Promise<Authenticated | null>
  /** After signing out here: the next request with any credential asks the database. */
  forgetAll(): void
}

const perRuntime = new WeakMap<object, KnownCredentials>()

/** The credentials this process looked up within the last second. Requests that come together share one read. */
export function credentialsOf(runtime: Runtime): KnownCredentials {
  const known = perRuntime.get(runtime.pool) ?? knownCredentials()
  perRuntime.set(runtime.pool, known)
  return known
}

function knownCredentials(): KnownCredentials {
  const kept = new Map<string, Kept>()
  return {
    get({ hash, nowMs }, find) {
      const key = hash.toString('base64')
      const known = kept.get(key)
      const ageMs = known ? nowMs - known.atMs : keptMs
      if (known && ageMs >= 0 && ageMs < keptMs) return known.answer
      if (kept.size >= mostKept) kept.clear()
      const answer = find()
      kept.set(key, { answer, atMs: nowMs })
      // A failed look-up says nothing about the credential.
      answer.catch(() => kept.delete(key))
      return answer
    },
    forgetAll: () => kept.clear(),
  }
}
