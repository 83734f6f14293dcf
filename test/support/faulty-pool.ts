import type pg from 'pg'

export type Faults = {
  /** Called before each commit: whether the process dies before it, after it, or lives. */
  atCommit?: () => 'before' | 'after' | 'never'
  /** Called for each statement: an error to throw in its place. */
  atQuery?: (text: string, values: readonly unknown[]) => Error | null
}

/** A pool whose user can be made to die at a commit, when nobody knows whether it took place. */
export function faultyPool(pool: pg.Pool, faults: Faults): pg.Pool {
  return bound(pool, {
    connect: async () => {
      const client = await pool.connect()
      return bound(client, {
        query: async (query: string | { text: string; values?: unknown[] }) => {
          const text = typeof query === 'string' ? query : query.text
          const error = faults.atQuery?.(text, typeof query === 'string' ? [] : (query.values ?? []))
          if (error) throw error
          const fate = text === 'COMMIT' ? (faults.atCommit?.() ?? 'never') : 'never'
          if (fate === 'before') throw new Error('Connection terminated unexpectedly')
          const answer = await client.query(query)
          if (fate === 'after') throw new Error('Connection terminated unexpectedly')
          return answer
        },
      })
    },
  })
}

function bound<T extends object>(target: T, instead: Record<string, unknown>): T {
  return new Proxy(target, {
    get(of, key) {
      if (typeof key === 'string' && key in instead) return instead[key]
      const value: unknown = Reflect.get(of, key)
      return typeof value === 'function' ? value.bind(of) : value
    },
  })
}
