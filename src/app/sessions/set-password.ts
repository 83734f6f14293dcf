import { sql } from 'kysely'
import { hashPassword, verifyPassword } from '../../connectors/kit/passwords.ts'
import type { Checked, Output } from '../../contract/operations.ts'
import type { Ctx } from '../context.ts'
import { AppError, forbidden, invalid, refused } from '../errors.ts'
import type { OperationTx } from '../operation-tx.ts'
import { chosenPassword } from '../sign-in/chosen-password.ts'
import { mayGuess, noteWrongGuess } from './password-guesses.ts'

/** Minutes after signing in by link during which a first password may be chosen without another proof. */
const freshMinutes = 10

type Own = { password_hash: string | null; created_at: string }

/** Changes one's password, given the present one, and signs every other device out. */
export async function setPassword(
  ctx: Ctx,
  input: Checked<'session.set_password'>,
): Promise<Output<'session.set_password'>> {
  const { actor } = ctx
  if (actor.kind !== 'member' || !actor.sessionId)
    throw forbidden('A password is changed by the person signed in.')
  const { memberId, sessionId } = actor
  const chosen = chosenPassword(input.password)
  return ctx.inTransaction(async (tx) => {
    const own = await tx.one(sql<Own>`
      SELECT c.password_hash, s.created_at FROM session s
        LEFT JOIN credential c ON c.workspace_id = s.workspace_id AND c.member_id = s.member_id
      WHERE s.workspace_id = ${tx.workspaceId} AND s.id = ${sessionId} AND s.member_id = ${memberId}`)
    await prove(own, { current: input.current, memberId, now: tx.now })
    const passwordHash = await hashPassword(chosen)
    await store(tx, { memberId, passwordHash, seen: own.password_hash })
    await tx.run(sql`UPDATE session SET revoked_at = ${tx.now}
      WHERE workspace_id = ${tx.workspaceId} AND member_id = ${memberId} AND id <> ${sessionId} AND revoked_at IS NULL`)
    tx.record('session.set_password', { noun: 'member', id: memberId })
    return { ok: true }
  })
}

async function prove(
  own: Own,
  { current, memberId, now }: { current: string | undefined; memberId: string; now: string },
): Promise<void> {
  if (own.password_hash === null) {
    if (Date.parse(now) - Date.parse(own.created_at) <= freshMinutes * 60_000) return
    throw refused('sign_in_again', 'Sign in again by link, then choose a password within ten minutes.')
  }
  if (!mayGuess(memberId)) {
    throw new AppError(
      'too_many',
      'too_many_guesses',
      'Too many wrong passwords. Wait a quarter of an hour.',
      {
        retryAfterSeconds: 900,
      },
    )
  }
  const verdict = await verifyPassword(current ?? '', own.password_hash)
  if (verdict.ok) return
  noteWrongGuess(memberId)
  const message = 'this is not your present password'
  throw invalid(`current: ${message}`, [{ path: 'current', message }])
}

async function store(
  tx: OperationTx,
  { memberId, passwordHash, seen }: { memberId: string; passwordHash: string; seen: string | null },
): Promise<void> {
  const done =
    seen === null
      ? await tx.run(sql`INSERT INTO credential (workspace_id, member_id, password_hash, changed_at)
          VALUES (${tx.workspaceId}, ${memberId}, ${passwordHash}, ${tx.now}) ON CONFLICT DO NOTHING`)
      : await tx.run(sql`UPDATE credential SET password_hash = ${passwordHash}, changed_at = ${tx.now}
          WHERE workspace_id = ${tx.workspaceId} AND member_id = ${memberId} AND password_hash = ${seen}`)
  if (done !== 1)
    throw refused('password_changed', 'The password was changed a moment ago on another device.')
}
