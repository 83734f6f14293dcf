import type pg from 'pg'
import type { Instant } from '../core/lib/instant.ts'
import { compileQuery, type Query, statementName } from './query.ts'

/** A transaction inside one workspace. Nothing outside of one can see a row. */
export type Tx = {
  readonly workspaceId: string
  /** The database's time at which this transaction began: the one instant of the operation. */
  readonly now: Instant
  many<R>(query: Query<R>): Promise<R[]>
  maybe<R>(query: Query<R>): Promise<R | undefined>
  /** Exactly one row, or an error: for rows that must be there. */
  one<R>(query: Query<R>): Promise<R>
  /** How many rows were touched. */
  run(query: Query<unknown>): Promise<number>
}

export type TxOptions = {
  readOnly?: boolean
  clockOffsetMs?: number
  /** Writes that go out together with the commit, without a round trip of their own. */
  beforeCommit?: () => Promise<unknown>
}

const workspacePattern = /^wsp_[0-9a-z]{8}$/

/** Runs `work` in a transaction of the workspace: committed when it returns, rolled back when it throws. */
export async function withTx<T>(
  pool: pg.Pool,
  workspaceId: string,
  work: (tx: Tx) => Promise<T>,
  options: TxOptions = {},
): Promise<T> {
  if (!workspacePattern.test(workspaceId)) throw new TypeError(`not a workspace id: ${workspaceId}`)
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    const { tx, end } = await begin(client, workspaceId, options)
    try {
      const result = await work(tx)
      const last = options.beforeCommit?.() ?? null
      end()
      const commit = client.query('COMMIT')
      // Where one of the last writes fails, the database makes a rollback of this commit; the write says why.
      await Promise.all([last, commit])
      if ((await commit).command !== 'COMMIT') throw new Error('the transaction was rolled back')
      return result
    } catch (error) {
      end()
      await client.query('ROLLBACK').catch((e: Error) => {
        broken = e
      })
      throw error
    }
  } catch (error) {
    if (isConnectionLoss(error)) broken = error
    throw error
  } finally {
    client.release(broken)
  }
}

async function begin(client: pg.PoolClient, workspaceId: string, options: TxOptions): Promise<OpenTx> {
  const offset = options.clockOffsetMs
    ? `SET LOCAL app.clock_offset_ms = '${Math.trunc(options.clockOffsetMs)}';`
    : ''
  const answers = await client.query(
    `BEGIN${options.readOnly ? ' READ ONLY' : ''}; SET LOCAL app.workspace_id = '${workspaceId}'; ${offset} SELECT app_now() AS now`,
  )
  const last = lastResult(answers)
  return openTx(client, workspaceId, last.rows[0].now)
}

// A text of several statements is answered with a list, which the driver's types do not say.
function lastResult(answers: pg.QueryResult | pg.QueryResult[]): pg.QueryResult {
  const list = Array.isArray(answers) ? answers : [answers]
  const last = list.at(-1)
  if (!last) throw new Error('the database answered nothing')
  return last
}

type Sender = { send<R>(query: Query<R>): Promise<pg.QueryResult>; end(): void }

function openSender(client: pg.PoolClient): Sender {
  // Work that was asked for together goes on where one part of it failed. Its later statements must not reach a
  // connection that by then belongs to nobody, or to a transaction of another workspace.
  let isOver = false
  // Statements sent together fail together; only the first says why, the rest that the transaction is over.
  let cause: unknown = null
  return {
    async send(query) {
      if (isOver) throw new Error('this transaction is over')
      const { sql, parameters } = compileQuery(query)
      try {
        return await client.query({ name: statementName(sql), text: sql, values: [...parameters] })
      } catch (error) {
        cause ??= error
        throw sqlState(error) === '25P02' ? cause : error
      }
    },
    end() {
      isOver = true
    },
  }
}

type OpenTx = { tx: Tx; end(): void }

function openTx(client: pg.PoolClient, workspaceId: string, now: Instant): OpenTx {
  const { send, end } = openSender(client)
  async function many<R>(query: Query<R>): Promise<R[]> {
    const { rows } = await send(query)
    return rows as R[]
  }
  const tx: Tx = {
    workspaceId,
    now,
    many,
    async maybe<R>(query: Query<R>) {
      const rows = await many(query)
      if (rows.length > 1) throw new Error(`expected at most one row, got ${rows.length}`)
      return rows[0]
    },
    async one<R>(query: Query<R>) {
      const rows = await many(query)
      const [row] = rows
      if (row === undefined || rows.length > 1) throw new Error(`expected one row, got ${rows.length}`)
      return row
    },
    async run(query) {
      return (await send(query)).rowCount ?? 0
    },
  }
  return { tx, end }
}

/** The code PostgreSQL gives an error, such as `23505` for a broken unique key. */
export function sqlState(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}

/** The name of the constraint an error broke, where there is one. */
export function brokenConstraint(error: unknown): string | null {
  return error instanceof Error && 'constraint' in error && typeof error.constraint === 'string'
    ? error.constraint
    : null
}

/** Whether running the same work again may succeed: deadlock, serialization failure, lock timeout. */
export function isWorthRepeating(error: unknown): boolean {
  return ['40001', '40P01', '55P03'].includes(sqlState(error) ?? '')
}

/** Whether the connection itself failed, so that the outcome of a commit may be unknown. */
export function isConnectionLoss(error: unknown): error is Error {
  const code = sqlState(error) ?? ''
  if (/^(08|57P0[123]|53)/.test(code) || /^(ECONN|EPIPE|ENOENT|ETIMEDOUT)/.test(code)) return true
  return (
    error instanceof Error &&
    /Connection terminated|timeout exceeded when trying to connect|Client was closed/.test(error.message)
  )
}
