import { type Selectable, sql } from 'kysely'
import { type MemberRole, memberRoles } from '../../core/handoff/vocabulary.ts'
import { qb } from '../../db/query.ts'
import type { MemberTable } from '../../db/schema/member.ts'
import type { Tx } from '../../db/tx.ts'
import { notFound, stale } from '../errors.ts'
import { viewMember } from './member-view.ts'

export type MemberRecord = Selectable<MemberTable>

export async function findMember(tx: Tx, id: string): Promise<MemberRecord> {
  const row = await tx.maybe(
    qb.selectFrom('member').selectAll().where('workspace_id', '=', tx.workspaceId).where('id', '=', id),
  )
  if (!row) throw notFound('member')
  return row
}

/** Takes the member for this transaction, or says that somebody else was faster. */
export async function lockMember(
  tx: Tx,
  { id, version }: { id: string; version: number },
): Promise<MemberRecord> {
  const row = await tx.maybe(
    qb
      .selectFrom('member')
      .selectAll()
      .where('workspace_id', '=', tx.workspaceId)
      .where('id', '=', id)
      .forNoKeyUpdate(),
  )
  return checkVersion(tx, row, version)
}

/**
 * Takes the member together with every active admin, always in the same order, so that of two admins who demote
 * each other at the same moment the second sees that nobody else would be left.
 */
export async function lockWithAdmins(
  tx: Tx,
  { id, version }: { id: string; version: number },
): Promise<{ row: MemberRecord; otherAdmins: number }> {
  const rows = await tx.many(sql<MemberRecord>`
    SELECT * FROM member WHERE workspace_id = ${tx.workspaceId}
      AND (id = ${id} OR (status = 'active' AND 'admin' = ANY (roles)))
    ORDER BY id FOR NO KEY UPDATE`)
  const row = await checkVersion(
    tx,
    rows.find((r) => r.id === id),
    version,
  )
  return { row, otherAdmins: rows.filter((r) => r.id !== id).length }
}

async function checkVersion(tx: Tx, row: MemberRecord | undefined, version: number): Promise<MemberRecord> {
  if (!row) throw notFound('member')
  if (row.version !== version) throw stale('member', await viewMember(tx, row))
  return row
}

/** The database's CHECK holds these to the vocabulary. */
export function rolesIn(row: Pick<MemberRecord, 'roles'>): MemberRole[] {
  return memberRoles.filter((role) => row.roles.includes(role))
}

export function isActiveAdmin(row: Pick<MemberRecord, 'roles' | 'status'>): boolean {
  return row.status === 'active' && row.roles.includes('admin')
}

/** What the audit keeps of a member. */
export function auditedMember(row: MemberRecord): Record<string, unknown> {
  const { workspace_id: _, id: __, version: ___, created_at: ____, ...kept } = row
  return kept
}
