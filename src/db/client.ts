import {
  types as builtIn,
  type Connection,
  type CustomTypesConfig,
  Pool,
  type PoolClient,
  type PoolConfig,
} from 'pg'
import { gatherWrites } from './gather-writes.ts'

/** timestamptz as the one form of an instant, bigint as a number (money and counts stay below 2^53), days as text. */
const parsers: Record<number, (text: string) => unknown> = {
  1184: (text) => new Date(text).toISOString(),
  20: Number,
  1082: (text) => text,
}

const types: CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    const own = parsers[oid]
    return format !== 'binary' && own ? own : builtIn.getTypeParser(oid, format)
  },
} as CustomTypesConfig

export type ClientOptions = { url: string; most: number; name: string; onError: (error: Error) => void }

/** A pool of connections as one login. Statements go out without waiting for each other's answers. */
export function createPool({ url, most, name, onError }: ClientOptions): Pool {
  const pool = new Pool({
    connectionString: url,
    max: most,
    types,
    application_name: name,
    connectionTimeoutMillis: 2_000,
    idleTimeoutMillis: 30_000,
    pipeline: true,
  } as PoolConfig)
  pool.on('error', onError)
  pool.on('connect', (client) => gatherWrites(connectionOf(client)))
  return pool
}

// Every client has one; the driver's types keep it to themselves.
function connectionOf(client: PoolClient): Connection {
  return (client as PoolClient & { connection: Connection }).connection
}
