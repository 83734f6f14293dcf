import { randomBytes } from 'node:crypto'
import type { Connectors } from '../../src/app/connectors.ts'
import type { Log } from '../../src/app/context.ts'
import type { Runtime } from '../../src/app/runtime.ts'
import { verbTable } from '../../src/app/verb-table.ts'
import type { Verbs } from '../../src/app/verbs.ts'
import { createKeyring, createSealer } from '../../src/connectors/kit/seal.ts'
import { webhookSource } from '../../src/connectors/webhook/index.ts'
import type { Instant } from '../../src/core/lib/instant.ts'
import { createPool } from '../../src/db/client.ts'
import { testDatabase } from './postgres.ts'

/** A runtime whose clock a test moves; `woken` counts the commits that left jobs behind. */
export type TestRuntime = Runtime & { clockOffsetMs: number; setClock(at: Instant): void; woken: number }

export type TestRuntimeOptions = {
  /** Where the clock stands at first; it runs on from there. */
  at?: Instant
  /** Verbs in place of, or beside, those of the product. */
  verbs?: Verbs
  mail?: Connectors['mail']
  log?: Log
}

type Opened = Pick<Runtime, 'pool' | 'hookPool' | 'timerPool'> & { seal: Connectors['seal'] }
const shared: { opened?: Promise<Opened> } = ((
  globalThis as { throughlineRuntime?: object }
).throughlineRuntime ??= {})

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** A runtime on the database of this test worker. All of a worker share its connections, each has its own clock. */
export async function testRuntime(options: TestRuntimeOptions = {}): Promise<TestRuntime> {
  shared.opened ??= open()
  const { seal, ...pools } = await shared.opened
  const offsetTo = (at: Instant) => Date.parse(at) - Date.now()
  const runtime: TestRuntime = {
    ...pools,
    connectors: {
      mail: options.mail ?? null,
      deals: webhookSource,
      seal,
      publicUrl: 'https://handoff.example.com',
    },
    log: options.log ?? silent,
    clockOffsetMs: options.at ? offsetTo(options.at) : 0,
    verbs: { ...verbTable, ...options.verbs },
    woken: 0,
    wake: () => {
      runtime.woken++
    },
    setClock(at) {
      runtime.clockOffsetMs = offsetTo(at)
    },
  }
  return runtime
}

async function open(): Promise<Opened> {
  const { appUrl, timerUrl } = await testDatabase()
  // The end of the run takes the server away under idle connections; nobody minds then.
  const onError = () => undefined
  return {
    pool: createPool({ url: appUrl, most: 8, name: 'test', onError }),
    hookPool: createPool({ url: appUrl, most: 4, name: 'test-hooks', onError }),
    timerPool: createPool({ url: timerUrl, most: 2, name: 'test-timer', onError }),
    seal: createSealer(createKeyring([randomBytes(32)])),
  }
}
