import type { Runtime } from '../runtime.ts'
import { giveWay } from './give-way.ts'

/** Events this process stored and keeps to itself: worked on at once, a few at a time, without another claim. */
export type OwnLane = {
  /** A place for one event, or false when there is enough to do already: then any process may take it. */
  reserve(): boolean
  /** Gives a place back that is not needed. */
  release(): void
  /** Works in the place reserved before. */
  run(work: () => Promise<void>): void
  /** Resolves when nothing is waiting or running. */
  settled(): Promise<void>
}

const width = 4
/** Waiting ones must be done long before their claims run out. */
const mostTaken = 60
const mostWaitMs = 2_000

const lanes = new WeakMap<Runtime, OwnLane>()

export function ownLane(runtime: Runtime): OwnLane {
  const known = lanes.get(runtime)
  if (known) return known
  const lane = createLane(() => giveWay(runtime, mostWaitMs))
  lanes.set(runtime, lane)
  return lane
}

function createLane(calm: () => Promise<void>): OwnLane {
  const waiting: (() => Promise<void>)[] = []
  const idle: (() => void)[] = []
  let taken = 0
  let running = 0
  const leave = (): void => {
    taken--
    if (taken === 0) for (const resolve of idle.splice(0)) resolve()
  }
  async function next(): Promise<void> {
    running++
    for (let work = waiting.shift(); work; work = waiting.shift()) {
      // Each work tells its own failures; none may keep the lane from the next.
      await calm()
        .then(work)
        .catch(() => undefined)
        .finally(leave)
    }
    running--
  }
  return {
    reserve() {
      if (taken >= mostTaken) return false
      taken++
      return true
    },
    release: leave,
    run(work) {
      waiting.push(work)
      if (running < width) void next()
    },
    settled: () => (taken === 0 ? Promise.resolve() : new Promise((resolve) => idle.push(resolve))),
  }
}
