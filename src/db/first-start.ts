import { emptyTables, findBackupTables } from './backup-tables.ts'
import { withClient } from './with-client.ts'

const FIRST_START_KEY = 7_410_020

/** Does work on a database while no other process does it: two may find it empty at the same moment. */
export async function withFirstStartLock<T>(appUrl: string, work: () => Promise<T>): Promise<T> {
  return withClient(appUrl, 'throughline first start', async (client) => {
    // In a transaction, so that it holds behind PgBouncer too; it waits and idles for as long as the work takes.
    await client.query(`begin; set local lock_timeout = 0; set local statement_timeout = 0;
      set local idle_in_transaction_session_timeout = 0`)
    await client.query('select pg_advisory_xact_lock($1)', [FIRST_START_KEY])
    const result = await work()
    await client.query('commit')
    return result
  })
}

/**
 * Empties a database in which a demo was begun and not finished, and says whether that was so. Its passwords come
 * last and nobody has seen them, so that nobody's work can be in there.
 */
export async function clearUnfinishedDemo(ownerUrl: string): Promise<boolean> {
  return withClient(ownerUrl, 'throughline first start', async (client) => {
    await client.query('begin')
    const { rows } = await client.query<{ unfinished: boolean }>(
      `select exists (select from workspace) and not exists (select from workspace where not is_demo)
         and not exists (select from credential) as unfinished`,
    )
    if (rows[0]?.unfinished !== true) return false
    await client.query(`set local lock_timeout = '5s'`)
    await emptyTables(client, await findBackupTables(client))
    await client.query('commit')
    return true
  })
}
