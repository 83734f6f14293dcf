import type { Runtime } from '../runtime.ts'

export type Readiness = { ready: boolean; tookMs: number }

const keptMs = 1_000
const mostMs = 2_000
const kept = new WeakMap<object, { answer: Promise<Readiness>; untilMs: number }>()

/**
 * Whether work can be done now: the database is made to write and flush something. It writes a message into its
 * log instead of a row into a table, which takes the same way to the disk at COMMIT and belongs to no workspace.
 * Asked at most once a second, however many ask.
 */
export function checkReadiness(runtime: Runtime): Promise<Readiness> {
  const nowMs = performance.now()
  const known = kept.get(runtime.pool)
  if (known && known.untilMs > nowMs) return known.answer
  const answer = probe(runtime)
  kept.set(runtime.pool, { answer, untilMs: nowMs + keptMs })
  return answer
}

async function probe(runtime: Runtime): Promise<Readiness> {
  const startedMs = performance.now()
  const deadline = Promise.withResolvers<boolean>()
  const timer = setTimeout(deadline.resolve, mostMs, false)
  const ready = await Promise.race([write(runtime), deadline.promise])
  clearTimeout(timer)
  return { ready, tookMs: Math.round(performance.now() - startedMs) }
}

async function write(runtime: Runtime): Promise<boolean> {
  try {
    await runtime.pool.query(`SELECT pg_logical_emit_message(true, 'throughline', 'ready')`)
    return true
  } catch (error) {
    runtime.log.error(
      { reason: error instanceof Error ? error.message : String(error) },
      'The database cannot write',
    )
    return false
  }
}
