import { setTimeout as sleep } from 'node:timers/promises'
import { startStopwatch } from '../../db/stopwatch.ts'
import type { Runtime } from '../runtime.ts'

type Traffic = { underWay: number; sinceLastMs: () => number }
const traffic = new WeakMap<Runtime, Traffic>()

/** So long nothing may have come in before the work of the background goes on. */
const calmMs = 5

function trafficOf(runtime: Runtime): Traffic {
  const known = traffic.get(runtime)
  if (known) return known
  const fresh = { underWay: 0, sinceLastMs: () => Number.POSITIVE_INFINITY }
  traffic.set(runtime, fresh)
  return fresh
}

/** Counts a delivery for as long as its sender waits. */
export async function whileSenderWaits<T>(runtime: Runtime, work: () => Promise<T>): Promise<T> {
  const it = trafficOf(runtime)
  it.underWay++
  try {
    return await work()
  } finally {
    it.underWay--
    it.sinceLastMs = startStopwatch()
  }
}

/**
 * Lets senders go first: what is stored may be handled a moment later, but who waits for an acknowledgement gives
 * up soon. Waits for a pause in what comes in, and for `mostMs` at most, so that the work goes on under any load.
 */
export async function giveWay(runtime: Runtime, mostMs: number): Promise<void> {
  const it = trafficOf(runtime)
  const waitedMs = startStopwatch()
  while ((it.underWay > 0 || it.sinceLastMs() < calmMs) && waitedMs() < mostMs) await sleep(calmMs)
}
