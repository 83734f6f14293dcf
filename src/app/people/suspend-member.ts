import type { Checked } from '../../contract/operations.ts'
import type { MemberRow } from '../../contract/people.ts'
import { actingMemberId, type Ctx } from '../context.ts'
import { refused } from '../errors.ts'
import { loadDirectory } from './directory.ts'
import { endAccess } from './end-access.ts'
import { refuseForbidden } from './judge-change.ts'
import { isActiveAdmin, lockWithAdmins, rolesIn } from './member-record.ts'
import { heirOf, passOnSteps } from './pass-on-steps.ts'
import { saveMember } from './save-member.ts'

/** Shuts a person out at once: devices, keys and links end, unfinished steps go to their manager. */
export async function suspendMember(ctx: Ctx, input: Checked<'member.suspend'>): Promise<MemberRow> {
  return ctx.inTransaction(async (tx) => {
    const { row, otherAdmins } = await lockWithAdmins(tx, input)
    if (actingMemberId(ctx.actor) === row.id) {
      throw refused('own_suspension', 'You cannot suspend yourself. Ask another admin.')
    }
    refuseForbidden(ctx, { memberId: row.id, before: rolesIn(row), after: rolesIn(row) })
    if (row.status === 'suspended') throw refused('already_suspended', `${row.name} is suspended already.`)
    if (row.email === null) {
      throw refused('nothing_to_suspend', `${row.name} is known from an import only and has no way in.`)
    }
    if (isActiveAdmin(row) && otherAdmins === 0) {
      throw refused('last_admin', 'This is the last admin. Make somebody else an admin first.')
    }
    const heir = heirOf(await loadDirectory(tx), row.id)
    const ended = await endAccess(tx, row.id)
    const reason = `${row.name} was suspended`
    const steps = heir === null ? 0 : await passOnSteps(tx, { from: row.id, to: heir, reason })
    return saveMember(tx, {
      action: 'member.suspend',
      before: row,
      columns: { status: 'suspended' },
      also: {
        sessions_ended: ended.sessions,
        keys_ended: ended.keys,
        steps_passed_on: steps,
        steps_passed_to: steps > 0 ? heir : null,
      },
    })
  })
}
