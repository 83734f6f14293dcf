import type pg from 'pg'
import { compileQuery, type Query, statementName } from './query.ts'

/**
 * One statement in a transaction of the workspace, sent together with its begin and commit: one wait instead of
 * three. Answers only when the commit came back; a statement that failed has changed nothing.
 */
export async function inOneTrip<R>(
  pool: pg.Pool,
  to: { workspaceId: string; query: Query<R>; clockOffsetMs: number; isClaim?: boolean },
): Promise<R[]> {
  if (!/^wsp_[0-9a-z]{8}$/.test(to.workspaceId)) throw new TypeError(`not a workspace id: ${to.workspaceId}`)
  const { sql, parameters } = compileQuery(to.query)
  const offset = to.clockOffsetMs ? `; SET LOCAL app.clock_offset_ms = '${Math.trunc(to.clockOffsetMs)}'` : ''
  // A claim need not outlive a crash of the database: whoever held it was cut off too. It need not wait for the disk.
  const claim = to.isClaim ? '; SET LOCAL synchronous_commit = off' : ''
  const client = await pool.connect()
  const [begun, answered, ended] = await Promise.allSettled([
    client.query(`BEGIN; SET LOCAL app.workspace_id = '${to.workspaceId}'${offset}${claim}`),
    client.query({ name: statementName(sql), text: sql, values: [...parameters] }),
    client.query('COMMIT'),
  ])
  const failed = [begun, answered, ended].find((it) => it.status === 'rejected')
  // After a failure the state of the connection is not worth guessing.
  client.release(failed !== undefined)
  if (failed) throw failed.reason
  if (answered.status === 'rejected' || ended.status === 'rejected') throw new Error('unreachable')
  // A transaction that cannot be committed is answered with ROLLBACK, without an error.
  if (ended.value.command !== 'COMMIT') throw new Error('the database did not commit')
  return answered.value.rows as R[]
}
