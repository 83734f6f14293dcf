import { type Selectable, sql } from 'kysely'
import type { ImportField } from '../../../contract/import-mapping.ts'
import type { AccountTable } from '../../../db/schema/account.ts'
import { referenceKey } from '../mapping/profile/value-sketch.ts'
import type { AccountRecord } from '../mapping/records/import-record.ts'
import { findMembers } from './find-members.ts'
import { type Batch, type ImportRun, type Row, speaksOf, tally } from './import-run.ts'
import { differs, writeRows } from './write-rows.ts'

type AccountRow = Selectable<AccountTable>
type AccountDraft = AccountRow & { fields: Record<string, unknown> }

const columns = [
  'connection_id',
  'external_id',
  'name',
  'industry',
  'employees',
  'revenue',
  'country',
  'territory',
  'language',
  'website',
  'parent_name',
  'csm_id',
  'fields',
] as const satisfies readonly (keyof AccountRow)[]

/** Accounts of a file onto those known by the same key, or that a deal named before their row was there. */
export async function writeAccounts(batch: Batch, rows: readonly Row<'accounts'>[]): Promise<void> {
  const { tx, run } = batch
  const csms = await findMembers(
    batch,
    rows.map((row) => ({ row, reference: row.record.csm })),
    { field: 'csm', role: 'csm' },
  )
  const used = rows.filter((row) => !csms.dropped.has(row))
  const known = await findKnown(batch, used)
  const before = new Map<string, AccountRow>()
  const drafts = new Map<string, AccountDraft>()
  for (const row of used) {
    const found = known(row.record)
    const draft = drafts.get(found?.id ?? row.record.externalId)
    const base = draft ?? found ?? emptyAccount(batch, row.record)
    const csmId = speaksOf(run, row, 'csm') ? csms.id(row) : undefined
    const key = found?.id ?? row.record.externalId
    if (found) before.set(key, found)
    drafts.set(key, { ...onTopOf(base, { row, run, csmId }), id: base.id })
  }
  const added = [...drafts].flatMap(([key, draft]) => (before.has(key) ? [] : [draft]))
  const changed = [...drafts].flatMap(([key, draft]) => {
    const was = before.get(key)
    return was && differs(was, draft as AccountRow, columns) ? [draft] : []
  })
  const unchanged = used.length - added.length - changed.length
  tally(batch, 'accounts', { created: added.length, updated: changed.length, unchanged })
  await writeRows(tx, 'account', { added, changed, columns })
  for (const row of added) tx.record('account.create', { noun: 'account', id: row.id, after: audited(row) })
  for (const row of changed) {
    const was = before.get(row.id)
    tx.record('account.update', {
      noun: 'account',
      id: row.id,
      before: was ? audited(was) : null,
      after: audited(row),
    })
  }
}

function audited(row: AccountRow): Record<string, unknown> {
  return Object.fromEntries(columns.map((column) => [column, row[column]]))
}

type Known = (record: AccountRecord) => AccountRow | null

/**
 * By this source's key; else by name, where the account has no key of this source yet. An account of another source is
 * only taken where the key is the name itself: two rows with different keys may well be two companies of one name.
 */
async function findKnown(batch: Batch, rows: readonly Row<'accounts'>[]): Promise<Known> {
  const { tx, run } = batch
  const keys = rows.map(({ record }) => record.externalId)
  const names = rows.map(({ record }) => record.name)
  const found = await tx.many(sql<AccountRow>`
    SELECT * FROM account WHERE workspace_id = ${tx.workspaceId} AND connection_id = ${run.connectionId} AND external_id = ANY(${keys}::text[])
    UNION SELECT * FROM account WHERE workspace_id = ${tx.workspaceId} AND name = ANY(${names}::text[]) ORDER BY id`)
  const isOurs = (row: AccountRow): boolean =>
    row.connection_id === run.connectionId && row.external_id !== null
  const byKey = new Map(found.filter(isOurs).map((row) => [row.external_id ?? '', row]))
  const keyless = firstBy(
    found.filter(
      (row) => row.external_id === null && (row.connection_id ?? run.connectionId) === run.connectionId,
    ),
  )
  const foreign = firstBy(found.filter((row) => row.connection_id !== run.connectionId))
  const claimed = new Map<string, string>()
  return ({ externalId, name }) => {
    const own = byKey.get(externalId) ?? keyless.get(name)
    const isName = referenceKey(externalId) === referenceKey(name)
    const row = own ?? (isName ? foreign.get(name) : undefined)
    if (!row || (claimed.get(row.id) ?? externalId) !== externalId) return null
    claimed.set(row.id, externalId)
    return row
  }
}

function firstBy(rows: readonly AccountRow[]): ReadonlyMap<string, AccountRow> {
  return new Map(rows.toReversed().map((row) => [row.name, row]))
}

function emptyAccount({ ctx, tx, run }: Batch, record: AccountRecord): AccountRow {
  return {
    workspace_id: tx.workspaceId,
    id: ctx.newId('acc'),
    connection_id: run.connectionId,
    external_id: record.externalId,
    name: record.name,
    industry: null,
    employees: null,
    revenue: null,
    country: null,
    territory: null,
    language: null,
    website: null,
    parent_name: null,
    csm_id: null,
    load_points: 0,
    fields: {},
    created_at: tx.now,
    version: 1,
  }
}

type Telling = { row: Row<'accounts'>; run: ImportRun; csmId: string | null | undefined }

/** What the file speaks of counts; of an account of another source only what is not known there. */
function onTopOf(was: AccountRow, { row, run, csmId }: Telling): AccountDraft {
  const { record } = row
  const isForeign = was.connection_id !== null && was.connection_id !== run.connectionId
  const told = <T>(field: ImportField, before: T | null, now: T | null): T | null => {
    if (!speaksOf(run, row, field)) return before
    return isForeign ? (before ?? now) : now
  }
  const fields = isForeign
    ? { ...record.fields, ...asObject(was.fields) }
    : { ...asObject(was.fields), ...record.fields }
  return {
    ...was,
    connection_id: was.connection_id ?? run.connectionId,
    external_id: isForeign ? was.external_id : (was.external_id ?? record.externalId),
    name: isForeign ? was.name : record.name,
    industry: told('industry', was.industry, record.industry),
    employees: told('employees', was.employees, record.employees),
    revenue: told('revenue', was.revenue, record.revenue),
    country: told('country', was.country, record.country),
    territory: told('territory', was.territory, record.territory),
    language: told('language', was.language, record.language),
    website: told('website', was.website, record.website),
    parent_name: told('parentName', was.parent_name, record.parentName),
    // A CSM who was named here since is not taken away by a file that names nobody.
    csm_id: csmId ?? was.csm_id,
    fields,
  }
}

function asObject(json: unknown): Record<string, unknown> {
  return typeof json === 'object' && json !== null ? { ...json } : {}
}
