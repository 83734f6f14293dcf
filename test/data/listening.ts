import type { PoolClient } from 'pg'
import type { Runtime } from '../../src/app/runtime.ts'

export type Statement = { text: string; values: unknown[] }

type Pool = Runtime['pool']

/** The runtime, keeping every statement that goes out on the app's connections. */
export function listening(runtime: Runtime): { runtime: Runtime; taken(): Statement[] } {
  let statements: Statement[] = []
  const keep = (given: unknown): void => {
    if (typeof given !== 'object' || given === null || !('text' in given)) return
    const { text, values } = given as { text: string; values?: unknown[] }
    statements.push({ text, values: values ?? [] })
  }
  const client = (opened: PoolClient): PoolClient =>
    new Proxy(opened, {
      get(target, name) {
        const value = Reflect.get(target, name)
        if (typeof value !== 'function') return value
        return (...given: unknown[]) => {
          if (name === 'query') keep(given[0])
          return Reflect.apply(value, target, given)
        }
      },
    })
  const pool = new Proxy(runtime.pool, {
    get(target, name) {
      if (name === 'connect') return async () => client(await target.connect())
      return Reflect.get(target, name)
    },
  }) as Pool
  return {
    runtime: { ...runtime, pool },
    taken() {
      const taken = statements
      statements = []
      return taken
    },
  }
}
