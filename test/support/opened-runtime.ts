import type { OpenRuntime } from '../../src/create-runtime.ts'
import { faultyPool } from './faulty-pool.ts'
import { testRuntime } from './runtime.ts'

/** What a command opens and closes: once it is closed, the database can no longer be asked anything. */
export async function openedRuntime(): Promise<OpenRuntime> {
  const runtime = await testRuntime()
  let isClosed = false
  const pool = faultyPool(runtime.pool, {
    atQuery: () => (isClosed ? new Error('the database was closed before the command was done') : null),
  })
  return {
    runtime: { ...runtime, pool },
    urls: { appUrl: '', timerUrl: '', ownerUrl: null },
    isEmbedded: false,
    setWake: () => undefined,
    async [Symbol.asyncDispose]() {
      isClosed = true
    },
  }
}
