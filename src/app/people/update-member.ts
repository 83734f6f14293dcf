import type { Checked } from '../../contract/operations.ts'
import type { MemberRow } from '../../contract/people.ts'
import type { Ctx } from '../context.ts'
import { refused } from '../errors.ts'
import type { OperationTx } from '../operation-tx.ts'
import { checkPlaces } from './check-places.ts'
import { endLinks } from './end-access.ts'
import { refuseForbidden } from './judge-change.ts'
import { columnsOf } from './member-fields.ts'
import { isActiveAdmin, lockMember, lockWithAdmins, type MemberRecord, rolesIn } from './member-record.ts'
import { saveMember } from './save-member.ts'

/** Changes what is known about a person; nobody promotes themselves, and an active admin always remains. */
export async function updateMember(ctx: Ctx, input: Checked<'member.update'>): Promise<MemberRow> {
  const { id, version: _, ...fields } = input
  return ctx.inTransaction(async (tx) => {
    const { row, otherAdmins } = await lockFor(tx, input)
    refuseForbidden(ctx, { memberId: id, before: rolesIn(row), after: fields.roles ?? rolesIn(row) })
    const columns = columnsOf(fields)
    if (isActiveAdmin(row) && !isActiveAdmin({ ...row, ...columns }) && otherAdmins === 0) {
      throw refused('last_admin', 'This is the last admin. Make somebody else an admin first.')
    }
    await checkPlaces(tx, { ...fields, memberId: id })
    if (fields.email !== undefined && fields.email !== row.email) await endLinks(tx, [id])
    return saveMember(tx, { action: 'member.update', before: row, columns })
  })
}

async function lockFor(
  tx: OperationTx,
  { id, version, roles }: Checked<'member.update'>,
): Promise<{ row: MemberRecord; otherAdmins: number }> {
  if (roles) return lockWithAdmins(tx, { id, version })
  return { row: await lockMember(tx, { id, version }), otherAdmins: 0 }
}
