import { type Selectable, sql } from 'kysely'
import type { JsonRow } from '../../../db/insert-many.ts'
import type { MemberTable } from '../../../db/schema/member.ts'
import { type DirectoryMember, loadDirectory } from '../../people/directory.ts'
import { referenceKey } from '../mapping/profile/value-sketch.ts'
import type { MemberRecord } from '../mapping/records/import-record.ts'
import { type Batch, type Row, tally } from './import-run.ts'
import { findMember } from './member-index.ts'
import { newMember, recordNewMember } from './new-member.ts'
import { openTeams } from './open-teams.ts'
import { differs, writeRows } from './write-rows.ts'

type MemberRow = Selectable<MemberTable>

const columns = ['name', 'email', 'external_id', 'team_id', 'territories'] as const

/**
 * People of a file become known members, without access. Of those who are invited or work here already nothing is
 * overwritten: only what nobody has filled in yet is.
 */
export async function writePeople(batch: Batch, rows: readonly Row<'people'>[]): Promise<void> {
  const { tx } = batch
  const directory = await loadDirectory(tx)
  const teams = await openTeams(batch, rows)
  const before = await rowsOf(
    batch,
    rows.flatMap(({ record }) => findPerson(directory, record)?.id ?? []),
  )
  const added = new Map<string, JsonRow<'member'>>()
  const changed = new Map<string, MemberRow>()
  let unchanged = 0
  for (const { record } of rows) {
    const found = before.get(findPerson(directory, record)?.id ?? '')
    const teamId = record.team === null ? null : (teams.get(referenceKey(record.team)) ?? null)
    if (found) {
      const next = { ...(changed.get(found.id) ?? found), ...onTopOf(found, { record, teamId }) }
      if (differs(found, next, columns)) changed.set(found.id, next)
      else unchanged++
      continue
    }
    const key = record.email ?? referenceKey(record.name)
    if (added.has(key)) unchanged++
    else added.set(key, personOf(batch, { record, teamId }))
  }
  tally(batch, 'people', { created: added.size, updated: changed.size, unchanged })
  await writeRows(tx, 'member', { added: [...added.values()], changed: [...changed.values()], columns })
  for (const row of added.values()) recordNewMember(batch, row)
  for (const row of changed.values())
    tx.record('member.update', { noun: 'member', id: row.id, before: before.get(row.id) ?? null, after: row })
}

/** By address, then by key, then by name, unless two addresses say that they are two people. */
function findPerson(
  directory: Parameters<typeof findMember>[0],
  record: MemberRecord,
): DirectoryMember | null {
  const known = record.email === null ? null : findMember(directory, { by: 'email', value: record.email })
  if (known) return known
  const found =
    findMember(directory, { by: 'externalId', value: record.externalId }) ??
    findMember(directory, { by: 'name', value: record.name })
  const isOther =
    found !== null && found.email !== null && record.email !== null && found.email !== record.email
  return isOther ? null : found
}

async function rowsOf(batch: Batch, ids: readonly string[]): Promise<ReadonlyMap<string, MemberRow>> {
  if (ids.length === 0) return new Map()
  const rows = await batch.tx.many(
    sql<MemberRow>`SELECT * FROM member WHERE workspace_id = ${batch.tx.workspaceId} AND id = ANY(${ids}::text[]) ORDER BY id FOR NO KEY UPDATE`,
  )
  return new Map(rows.map((row) => [row.id, row]))
}

type Told = { record: MemberRecord; teamId: string | null }

function onTopOf(found: MemberRow, { record, teamId }: Told): Partial<MemberRow> {
  const territories = record.territory === null ? [] : [record.territory]
  const filled = {
    email: found.email ?? record.email,
    external_id: found.external_id ?? ownKey(record),
    team_id: found.team_id ?? teamId,
    territories: found.territories.length > 0 ? found.territories : territories,
  }
  if (found.status !== 'known') return filled
  return {
    ...filled,
    name: record.name,
    team_id: teamId ?? found.team_id,
    territories: territories.length > 0 ? territories : found.territories,
  }
}

function personOf(batch: Batch, { record, teamId }: Told): JsonRow<'member'> {
  return newMember(batch, {
    name: record.name,
    email: record.email,
    externalId: ownKey(record),
    role: record.role ?? 'ae',
    teamId,
    territories: record.territory === null ? [] : [record.territory],
  })
}

/** The key, unless it is only the name or the address once more. */
function ownKey({ externalId, name, email }: MemberRecord): string | null {
  return externalId === name || externalId.toLowerCase() === email ? null : externalId
}
