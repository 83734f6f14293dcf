import { sql } from 'kysely'
import type { Checked } from '../../contract/operations.ts'
import type { MemberRow } from '../../contract/people.ts'
import type { Tx } from '../../db/tx.ts'
import type { Ctx } from '../context.ts'
import { refused } from '../errors.ts'
import { refuseForbidden } from './judge-change.ts'
import { lockMember, type MemberRecord, rolesIn } from './member-record.ts'
import { saveMember } from './save-member.ts'

/** Lets a suspended person in again; whoever had never joined needs an invitation, as before. */
export async function restoreMember(ctx: Ctx, input: Checked<'member.restore'>): Promise<MemberRow> {
  return ctx.inTransaction(async (tx) => {
    const row = await lockMember(tx, input)
    refuseForbidden(ctx, { memberId: row.id, before: rolesIn(row), after: rolesIn(row) })
    if (row.status !== 'suspended') throw refused('not_suspended', `${row.name} is not suspended.`)
    const status = await statusOf(tx, row)
    return saveMember(tx, { action: 'member.restore', before: row, columns: { status } })
  })
}

async function statusOf(tx: Tx, row: MemberRecord): Promise<'known' | 'invited' | 'active'> {
  const { joined, asked } = await tx.one(sql<{ joined: boolean; asked: boolean }>`
    SELECT EXISTS (SELECT 1 FROM credential WHERE workspace_id = ${tx.workspaceId} AND member_id = ${row.id})
        OR EXISTS (SELECT 1 FROM session WHERE workspace_id = ${tx.workspaceId} AND member_id = ${row.id}) AS joined,
      EXISTS (SELECT 1 FROM sign_in_link WHERE workspace_id = ${tx.workspaceId} AND member_id = ${row.id}) AS asked`)
  if (joined) return 'active'
  return asked ? 'invited' : 'known'
}
