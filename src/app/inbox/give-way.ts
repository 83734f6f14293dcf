import { setTimeout as sleep } from 'node:timers/promises'
import { startStopwatch } from '../../db/stopwatch.ts'
import type { Runtime } from '../runtime.ts'

type Traffic = { underWay: number; sinceLastMs: () => number }
/** Senders who wait for an acknowledgement, and events that are being handled. */
type Lanes = { senders: Traffic; events: Traffic }
const traffic = new WeakMap<Runtime, Lanes>()

/** So long nothing may have happened before the work of the background goes on. */
const calmMs = 5

function trafficOf(runtime: Runtime): Lanes {
  const known = traffic.get(runtime)
  if (known) return known
  const quiet = (): Traffic => ({ underWay: 0, sinceLastMs: () => Number.POSITIVE_INFINITY })
  const fresh = { senders: quiet(), events: quiet() }
  traffic.set(runtime, fresh)
  return fresh
}

async function counted<T>(it: Traffic, work: () => Promise<T>): Promise<T> {
  it.underWay++
  try {
    return await work()
  } finally {
    it.underWay--
    it.sinceLastMs = startStopwatch()
  }
}

/** Counts a delivery for as long as its sender waits. */
export async function whileSenderWaits<T>(runtime: Runtime, work: () => Promise<T>): Promise<T> {
  return counted(trafficOf(runtime).senders, work)
}

/** Counts an event for as long as it is being handled. */
export async function whileHandling<T>(runtime: Runtime, work: () => Promise<T>): Promise<T> {
  return counted(trafficOf(runtime).events, work)
}

/**
 * Lets others go first. Senders: what is stored may be handled a moment later, but who waits for an acknowledgement
 * gives up soon. Events: what follows from a handoff comes after the handoffs themselves. Waits for a pause in what
 * comes in, and for `mostMs` at most, so that the work goes on under any load.
 */
export async function giveWay(
  runtime: Runtime,
  mostMs: number,
  to: 'senders' | 'events' = 'senders',
): Promise<void> {
  const { senders, events } = trafficOf(runtime)
  const ahead = to === 'events' ? [senders, events] : [senders]
  const waitedMs = startStopwatch()
  while (ahead.some((it) => it.underWay > 0 || it.sinceLastMs() < calmMs) && waitedMs() < mostMs)
    await sleep(calmMs)
}
