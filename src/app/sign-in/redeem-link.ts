import { sql } from 'kysely'
import { hashPassword } from '../../connectors/kit/passwords.ts'
import { readToken } from '../../connectors/kit/tokens.ts'
import { qb } from '../../db/query.ts'
import { type Tx, withTx } from '../../db/tx.ts'
import { AppError, invalid, refused } from '../errors.ts'
import type { OperationTx } from '../operation-tx.ts'
import type { Runtime } from '../runtime.ts'
import { type Device, openSession } from '../sessions/open-session.ts'
import { workIn } from '../work-in.ts'
import { chosenPassword } from './chosen-password.ts'
import type { LinkPurpose } from './create-link.ts'
import { type SignedIn, signInPlace } from './signed-in.ts'

export type Redemption = { token: string; password?: string | undefined; device: Device; requestId: string }
type Link = { workspaceId: string; hash: Buffer; purpose: LinkPurpose }

/**
 * Uses up a one-time link, by compare-and-set, so that of any number at once exactly one succeeds. A sign-in link
 * opens a session; an invitation also sets the first password, and never touches one that is there.
 */
export async function redeemLink(
  runtime: Runtime,
  request: Redemption,
): Promise<SignedIn & { purpose: LinkPurpose }> {
  const link = readLink(request.token)
  if (!link) throw linkNotValid()
  const memberId = await withTx(runtime.pool, link.workspaceId, (tx) => findOwner(tx, link), {
    clockOffsetMs: runtime.clockOffsetMs,
  })
  if (!memberId) throw linkNotValid()
  const passwordHash = link.purpose === 'invite' ? await hashOf(request.password) : null
  const place = signInPlace(link.workspaceId, request.requestId, memberId)
  return workIn(runtime, place, async (ctx, tx) => {
    await useUp(tx, link, memberId)
    if (passwordHash) await setFirstPassword(tx, memberId, passwordHash)
    await activate(tx, memberId)
    const session = await openSession(tx, ctx, { memberId, device: request.device })
    return { ...session, purpose: link.purpose }
  })
}

function readLink(token: string): Link | null {
  const signInLink = readToken('sign_in_link', token)
  if (signInLink) return { ...signInLink, purpose: 'sign_in' }
  const invitation = readToken('invitation', token)
  return invitation ? { ...invitation, purpose: 'invite' } : null
}

async function hashOf(password: string | undefined): Promise<string> {
  if (password === undefined) {
    const message = 'Choose a password to accept the invitation.'
    throw invalid(message, [{ path: 'password', message }])
  }
  return hashPassword(chosenPassword(password))
}

/** An invitation is for somebody who has not joined yet; a sign-in link for whoever may be here. */
function valid(tx: Tx, link: Link) {
  const statuses =
    link.purpose === 'invite' ? sql`m.status = 'invited'` : sql`m.status IN ('active', 'invited')`
  return sql`l.workspace_id = ${tx.workspaceId} AND l.token_hash = ${link.hash} AND l.purpose = ${link.purpose}
    AND l.used_at IS NULL AND l.expires_at > ${tx.now}::timestamptz AND ${statuses}
    AND m.workspace_id = l.workspace_id AND m.id = l.member_id AND w.id = l.workspace_id AND w.suspended_at IS NULL`
}

async function findOwner(tx: Tx, link: Link): Promise<string | undefined> {
  const row = await tx.maybe(
    sql<{
      member_id: string
    }>`SELECT l.member_id FROM sign_in_link l, member m, workspace w WHERE ${valid(tx, link)}`,
  )
  return row?.member_id
}

async function useUp(tx: OperationTx, link: Link, memberId: string): Promise<void> {
  const used = await tx.run(
    sql`UPDATE sign_in_link l SET used_at = ${tx.now} FROM member m, workspace w WHERE ${valid(tx, link)}`,
  )
  if (used !== 1) throw linkNotValid()
  // Whoever came in by one link needs no other that still lies in a mailbox.
  await tx.run(sql`UPDATE sign_in_link SET used_at = ${tx.now}
    WHERE workspace_id = ${tx.workspaceId} AND member_id = ${memberId} AND used_at IS NULL`)
}

async function setFirstPassword(tx: OperationTx, memberId: string, passwordHash: string): Promise<void> {
  const set = await tx.run(
    qb
      .insertInto('credential')
      .values({
        workspace_id: tx.workspaceId,
        member_id: memberId,
        password_hash: passwordHash,
        changed_at: tx.now,
      })
      .onConflict((c) => c.doNothing()),
  )
  if (set !== 1) {
    throw refused(
      'password_exists',
      'You have a password already. Sign in with it, or ask for a sign-in link.',
    )
  }
  tx.record('session.set_password', { noun: 'member', id: memberId })
}

/** Whoever opens a link sent to the address has joined. */
async function activate(tx: OperationTx, memberId: string): Promise<void> {
  const row = await tx.maybe(sql<{
    version: number
  }>`UPDATE member SET status = 'active', version = version + 1
    WHERE workspace_id = ${tx.workspaceId} AND id = ${memberId} AND status = 'invited' RETURNING version`)
  if (!row) return
  const before = { status: 'invited' }
  const after = { status: 'active' }
  tx.record('member.join', { noun: 'member', id: memberId, before, after, version: row.version })
}

function linkNotValid(): AppError {
  return refused(
    'link_not_valid',
    'This link was used already, has expired, or is not complete. Ask for a new one.',
  )
}
