import type { Client } from 'pg'
import { type TestDatabase, testDatabase, withDatabaseClient } from '../support/postgres.ts'

export type Login = 'owner' | 'app' | 'timer' | 'super'

/** Runs one query on this run's migrated database as one of its logins, outside of any transaction. */
export async function ask<R extends object>(
  login: Login,
  text: string,
  values: readonly unknown[] = [],
): Promise<R[]> {
  return as(login, async (client) => (await client.query<R>(text, [...values])).rows)
}

/** A connection of one of the logins for the time of some work. */
export async function as<T>(login: Login, work: (client: Client) => Promise<T>): Promise<T> {
  return withDatabaseClient(addressOf(await testDatabase(), login), work)
}

export function addressOf(database: TestDatabase, login: Login): string {
  return {
    owner: database.ownerUrl,
    app: database.appUrl,
    timer: database.timerUrl,
    super: database.superUrl,
  }[login]
}

/** Runs work in a transaction of the app login inside a workspace and takes everything back. */
export async function inWorkspace<T>(
  workspaceId: string,
  work: (client: Client) => Promise<T>,
  login: Login = 'app',
): Promise<T> {
  return as(login, async (client) => {
    await client.query(`BEGIN; SET LOCAL app.workspace_id = '${workspaceId}'`)
    try {
      return await work(client)
    } finally {
      await client.query('ROLLBACK')
    }
  })
}

/** Runs work inside a transaction and takes it back, error or not, so that the next can follow. */
export async function takenBack<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.query('SAVEPOINT here')
  try {
    return await work()
  } finally {
    await client.query('ROLLBACK TO here')
  }
}

/** The text of the error a statement is refused with, or what it did instead of failing. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'was not refused'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** The one table without workspaces: which migrations were applied. Every other table is in the rules. */
export const globalTables = ['migration', 'workspace']

export async function listTables(): Promise<string[]> {
  const rows = await ask<{ name: string }>('super', `${allTables} ORDER BY 1`)
  return rows.map((row) => row.name)
}

/** Tables whose rows belong to a workspace; a rule says which others there may be. */
export async function workspaceTables(): Promise<string[]> {
  const rows = await ask<{ name: string }>(
    'super',
    `${allTables} AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'workspace_id') ORDER BY 1`,
  )
  return rows.map((row) => row.name)
}

const allTables = `SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')`
