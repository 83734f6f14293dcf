import pg from 'pg'

/** timestamptz as the one form of an instant, bigint as a number (money and counts stay below 2^53), days as text. */
const parsers: Record<number, (text: string) => unknown> = {
  1184: (text) => new Date(text).toISOString(),
  20: Number,
  1082: (text) => text,
}

const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    const own = parsers[oid]
    return format !== 'binary' && own ? own : pg.types.getTypeParser(oid, format)
  },
} as pg.CustomTypesConfig

export type ClientOptions = { url: string; most: number; name: string; onError: (error: Error) => void }

/** A pool of connections as one login. Statements go out without waiting for each other's answers. */
export function createPool({ url, most, name, onError }: ClientOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: most,
    types,
    application_name: name,
    connectionTimeoutMillis: 2_000,
    idleTimeoutMillis: 30_000,
    pipeline: true,
  } as pg.PoolConfig)
  pool.on('error', onError)
  return pool
}
