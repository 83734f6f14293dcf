import { insertMany, type JsonRow } from '../../db/insert-many.ts'
import { actingMemberId, type Ctx } from '../context.ts'
import type { OperationTx } from '../operation-tx.ts'
import { createLink } from '../sign-in/create-link.ts'
import { mailLink } from '../sign-in/mail-link.ts'
import { loadWorkspace } from '../workspaces/workspace-row.ts'
import { endLinks } from './end-access.ts'
import type { MemberColumns } from './member-fields.ts'
import { findMember, type MemberRecord } from './member-record.ts'
import { emailTaken, isTakenEmail, saveMember } from './save-member.ts'

/** Somebody to invite: new, or known already (from an import, or invited before). */
export type NewPerson = {
  id: string
  columns: MemberColumns & { name: string; email: string; roles: string[] }
  before: MemberRecord | null
}

/** Writes people as invited and makes each their link; the links by member. Mail goes out where it is wanted. */
export async function addPeople(
  ctx: Ctx,
  tx: OperationTx,
  { people, sendMail }: { people: readonly NewPerson[]; sendMail: boolean },
): Promise<ReadonlyMap<string, string>> {
  const added = people.filter((person) => person.before === null)
  await insertPeople(tx, added)
  const known = people.flatMap(({ before, columns }) => (before ? [{ before, columns }] : []))
  for (const { before, columns } of known) {
    await saveMember(tx, { action: 'member.invite', before, columns: { ...columns, status: 'invited' } })
    if (before.status === 'invited') tx.record('member.invite_again', { noun: 'member', id: before.id })
  }
  const again = known.map(({ before }) => before.id)
  if (again.length > 0) await endLinks(tx, again)
  return inviteAll(ctx, tx, { people, sendMail })
}

async function insertPeople(tx: OperationTx, people: readonly NewPerson[]): Promise<void> {
  if (people.length === 0) return
  const rows = people.map((person) => newRow(tx, person))
  try {
    await tx.run(insertMany('member', rows))
  } catch (error) {
    throw isTakenEmail(error) ? emailTaken() : error
  }
  for (const { workspace_id: _, id, created_at: __, version: ___, ...shown } of rows) {
    tx.record('member.invite', { noun: 'member', id, after: shown, version: 1 })
  }
}

function newRow(tx: OperationTx, { id, columns }: NewPerson): JsonRow<'member'> {
  return {
    workspace_id: tx.workspaceId,
    id,
    external_id: null,
    status: 'invited',
    team_id: null,
    manager_id: null,
    calendar_id: null,
    zone: null,
    locale: null,
    territories: [],
    sizes: [],
    industries: [],
    languages: [],
    skills: [],
    capacity: null,
    away_from: null,
    away_until: null,
    away_cover_id: null,
    created_at: tx.now,
    version: 1,
    ...columns,
  }
}

async function inviteAll(
  ctx: Ctx,
  tx: OperationTx,
  { people, sendMail }: { people: readonly NewPerson[]; sendMail: boolean },
): Promise<ReadonlyMap<string, string>> {
  const workspace = await loadWorkspace(tx)
  const by = actingMemberId(ctx.actor)
  const invitedBy = by === null ? null : (await findMember(tx, by)).name
  const links = await Promise.all(
    people.map(async ({ id, columns }) => {
      const { url } = await createLink(tx, ctx, { memberId: id, purpose: 'invite' })
      const member = { id, name: columns.name, email: columns.email }
      if (sendMail) {
        await mailLink(tx, ctx, { member, purpose: 'invite', url, workspaceName: workspace.name, invitedBy })
      }
      return [id, url] as const
    }),
  )
  return new Map(links)
}
