import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { fireTimer } from '../../src/app/clocks/fire-timer.ts'
import type { Connectors } from '../../src/app/connectors.ts'
import type { Log } from '../../src/app/context.ts'
import type { Runtime } from '../../src/app/runtime.ts'
import { verbTable } from '../../src/app/verb-table.ts'
import { createKeyring, createSealer } from '../../src/connectors/kit/seal.ts'
import { webhookSource } from '../../src/connectors/webhook/index.ts'
import type { Instant } from '../../src/core/lib/instant.ts'
import { createPool } from '../../src/db/client.ts'
import { jobs } from '../../src/jobs/index.ts'
import { type Queue, startQueue } from '../../src/jobs/queue.ts'
import { migratedDatabase, type TestDatabase } from './postgres.ts'

/** One process of the product: connections of its own, and a queue where it is asked for. */
export type Process = AsyncDisposable & { runtime: Runtime; queue: Queue }

/** A database of its own with one clock for everybody in it, and as many processes on it as wanted. */
export type World = AsyncDisposable & {
  database: TestDatabase
  runtime: Runtime
  setClock(at: Instant): void
  start(options?: { mail?: Connectors['mail']; pool?: (pool: pg.Pool) => pg.Pool; width?: number }): Process
  /** Does all that is due now, jobs and timers, until nothing is. */
  settle(mail?: Connectors['mail']): Promise<void>
}

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }

export async function openWorld({
  at,
  log = silent,
  database: given,
}: {
  at: Instant
  log?: Log
  database?: TestDatabase
}): Promise<World> {
  const database = given ?? (await migratedDatabase())
  const clock = { offsetMs: 0 }
  const setClock = (to: Instant): void => {
    clock.offsetMs = Date.parse(to) - Date.now()
  }
  setClock(at)
  const seal = createSealer(createKeyring([randomBytes(32)]))
  const pools: pg.Pool[] = []
  const open = (url: string, most: number): pg.Pool => {
    const pool = createPool({ url, most, name: 'world', onError: () => undefined })
    pools.push(pool)
    return pool
  }
  const runtimeOn = (
    pool: pg.Pool,
    timerPool: pg.Pool,
    more: { mail: Connectors['mail']; wake: () => void },
  ): Runtime => ({
    pool,
    hookPool: pool,
    timerPool,
    connectors: { mail: more.mail, deals: webhookSource, seal, publicUrl: 'https://handoff.example.com' },
    log,
    get clockOffsetMs() {
      return clock.offsetMs
    },
    verbs: verbTable,
    wake: more.wake,
  })
  const start: World['start'] = ({ mail = null, pool = (p: pg.Pool) => p, width = 4 } = {}) => {
    const own = open(database.appUrl, 8)
    const timers = open(database.timerUrl, 2)
    let queue: Queue | null = null
    const runtime = runtimeOn(pool(own), timers, { mail, wake: () => queue?.wake() })
    queue = startQueue(runtime, {
      jobs,
      handlers: { inbox: async () => undefined, timer: fireTimer },
      width,
      pollMs: 3_600_000,
    })
    const running = queue
    return {
      runtime,
      queue: running,
      async [Symbol.asyncDispose]() {
        await running[Symbol.asyncDispose]()
        for (const one of [own, timers]) {
          pools.splice(pools.indexOf(one), 1)
          await one.end()
        }
      },
    }
  }
  return {
    database,
    runtime: runtimeOn(open(database.appUrl, 4), open(database.timerUrl, 2), {
      mail: null,
      wake: () => undefined,
    }),
    setClock,
    start,
    async settle(mail = null) {
      await using process = start({ mail })
      // What timers leave behind is done in the next round, and what that leaves behind in the one after.
      for (let round = 0; round < 3; round++) await process.queue.idle()
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(pools.splice(0).map((pool) => pool.end()))
    },
  }
}
