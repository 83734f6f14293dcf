import { sql } from 'kysely'
import type { Checked, Output } from '../../contract/operations.ts'
import type { Tx } from '../../db/tx.ts'
import type { Ctx } from '../context.ts'
import { type AppError, refused } from '../errors.ts'
import { addPeople } from './add-people.ts'
import { checkPlaces } from './check-places.ts'
import { refuseForbidden } from './judge-change.ts'
import { columnsOf } from './member-fields.ts'
import { findMember, type MemberRecord, rolesIn } from './member-record.ts'
import { viewMember } from './member-view.ts'

/**
 * Adds a person and mails them a one-time link. Whoever an import made known, by e-mail or else by their very
 * name, becomes this person; whoever was invited before gets a fresh link, and the one before ends.
 */
export async function inviteMember(
  ctx: Ctx,
  input: Checked<'member.invite'>,
): Promise<Output<'member.invite'>> {
  const { sendMail = true, ...fields } = input
  return ctx.inTransaction(async (tx) => {
    const before = await findForInvitation(tx, { name: fields.name, email: fields.email })
    refuseForbidden(ctx, {
      memberId: before?.id ?? null,
      before: before ? rolesIn(before) : [],
      after: fields.roles,
    })
    if (before) refuseJoined(before)
    await checkPlaces(tx, { ...fields, memberId: before?.id ?? null })
    const { name, email, roles } = fields
    const columns = { ...columnsOf(fields), name: name.trim(), email, roles: [...new Set(roles)] }
    const id = before?.id ?? ctx.newId('mem')
    const links = await addPeople(ctx, tx, { people: [{ id, before, columns }], sendMail })
    const row = await findMember(tx, id)
    // Where a mail server brings the link to its reader, nobody else needs to see it.
    const isMailed = sendMail && ctx.connectors.mail !== null
    return { ...(await viewMember(tx, row)), link: isMailed ? null : (links.get(id) ?? null) }
  })
}

async function findForInvitation(
  tx: Tx,
  { name, email }: { name: string; email: string },
): Promise<MemberRecord | null> {
  const found = await tx.many(sql<MemberRecord>`
    SELECT * FROM member WHERE workspace_id = ${tx.workspaceId}
      AND (email = ${email} OR (email IS NULL AND status = 'known' AND lower(name) = ${name.trim().toLowerCase()}))
    ORDER BY id FOR NO KEY UPDATE`)
  const byEmail = found.find((row) => row.email === email)
  if (byEmail) return byEmail
  // Two people of one name: guessing which one is meant could give somebody else's deals away.
  return found.length === 1 ? (found[0] ?? null) : null
}

function refuseJoined(row: MemberRecord): void {
  const objection = joinedAlready(row)
  if (objection) throw objection
}

/** Why a person who is here cannot be invited. */
export function joinedAlready(row: MemberRecord): AppError | null {
  if (row.status === 'active') {
    return refused('already_member', `${row.name} is a member already, with this e-mail address.`)
  }
  if (row.status === 'suspended') {
    return refused(
      'member_suspended',
      `${row.name} is suspended. Restore them instead of inviting them anew.`,
    )
  }
  return null
}
