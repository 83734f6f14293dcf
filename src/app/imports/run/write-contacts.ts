import { type Selectable, sql } from 'kysely'
import type { ContactTable } from '../../../db/schema/contact.ts'
import { findAccounts } from './find-accounts.ts'
import { type Batch, type Row, speaksOf, tally } from './import-run.ts'
import { differs, writeRows } from './write-rows.ts'

type ContactRow = Selectable<ContactTable>

const columns = [
  'account_id',
  'name',
  'email',
  'phone',
  'title',
  'role',
] as const satisfies readonly (keyof ContactRow)[]

export async function writeContacts(batch: Batch, rows: readonly Row<'contacts'>[]): Promise<void> {
  const { tx } = batch
  const accounts = await findAccounts(
    batch,
    rows.map((row) => ({ row, reference: row.record.account })),
  )
  const used = rows.filter((row) => !accounts.dropped.has(row))
  const before = await knownContacts(batch, used)
  const drafts = new Map<string, ContactRow>()
  for (const row of used) {
    const { externalId } = row.record
    const base = drafts.get(externalId) ?? before.get(externalId) ?? emptyContact(batch, externalId)
    drafts.set(externalId, onTopOf(base, { batch, row, accountId: accounts.id(row) }))
  }
  const added = [...drafts].flatMap(([key, draft]) => (before.has(key) ? [] : [draft]))
  const changed = [...drafts].flatMap(([key, draft]) => {
    const was = before.get(key)
    return was && differs(was, draft, columns) ? [draft] : []
  })
  const unchanged = used.length - added.length - changed.length
  tally(batch, 'contacts', { created: added.length, updated: changed.length, unchanged })
  await writeRows(tx, 'contact', { added, changed, columns })
  for (const row of added) tx.record('contact.create', { noun: 'contact', id: row.id, after: audited(row) })
  for (const row of changed) {
    const was = before.get(row.external_id ?? '')
    tx.record('contact.update', {
      noun: 'contact',
      id: row.id,
      before: was ? audited(was) : null,
      after: audited(row),
    })
  }
}

async function knownContacts(
  batch: Batch,
  rows: readonly Row<'contacts'>[],
): Promise<ReadonlyMap<string, ContactRow>> {
  const keys = rows.map(({ record }) => record.externalId)
  const found = await batch.tx.many(sql<ContactRow>`
    SELECT * FROM contact WHERE workspace_id = ${batch.tx.workspaceId} AND connection_id = ${batch.run.connectionId} AND external_id = ANY(${keys}::text[]) ORDER BY id FOR NO KEY UPDATE`)
  return new Map(found.map((row) => [row.external_id ?? '', row]))
}

function emptyContact({ ctx, tx, run }: Batch, externalId: string): ContactRow {
  return {
    workspace_id: tx.workspaceId,
    id: ctx.newId('ctc'),
    account_id: null,
    connection_id: run.connectionId,
    external_id: externalId,
    name: '',
    email: null,
    phone: null,
    title: null,
    role: null,
    created_at: tx.now,
    version: 1,
  }
}

type Telling = { batch: Batch; row: Row<'contacts'>; accountId: string | null }

function onTopOf(was: ContactRow, { batch, row, accountId }: Telling): ContactRow {
  const { record } = row
  const told = (field: 'email' | 'phone' | 'title' | 'role'): string | null =>
    speaksOf(batch.run, row, field) ? record[field] : was[field]
  return {
    ...was,
    name: record.name,
    account_id: speaksOf(batch.run, row, 'account') ? accountId : was.account_id,
    email: told('email'),
    phone: told('phone'),
    title: told('title'),
    role: told('role'),
  }
}

function audited(row: ContactRow): Record<string, unknown> {
  return Object.fromEntries(columns.map((column) => [column, row[column]]))
}
