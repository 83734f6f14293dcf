import { sql } from 'kysely'
import { checkPassword, hashPassword } from '../../connectors/kit/passwords.ts'
import type { Tx } from '../../db/tx.ts'
import { AppError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { type Device, openSession } from '../sessions/open-session.ts'
import { workIn } from '../work-in.ts'
import { countAttempt, forgiveAttempt, tooManyAttempts } from './attempt-limit.ts'
import { findWorkspace } from './find-workspace.ts'
import { type SignedIn, signInPlace } from './signed-in.ts'
import { verifyInTurn } from './verify-in-turn.ts'

export type PasswordSignIn = {
  workspace?: string | undefined
  email: string
  password: string
  device: Device
  requestId: string
}

type Candidate = { member_id: string; password_hash: string }

/**
 * Signs in by e-mail and password. Whoever asks gets the same words after the same work, whether the workspace,
 * the person or a password exists or not.
 */
export async function signIn(runtime: Runtime, request: PasswordSignIn): Promise<SignedIn> {
  const { workspace } = await findWorkspace(runtime, request.workspace)
  const email = asciiLower(request.email)
  const counted = [
    { kind: 'password_email', value: email },
    { kind: 'password_address', value: request.device.address },
  ] as const
  if (!workspace) {
    await verifyInTurn(request.password, null)
    throw wrongCredentials()
  }
  const place = signInPlace(workspace.id, request.requestId)
  const candidate = await workIn(runtime, place, async (_ctx, tx) => {
    let within = true
    for (const it of counted) within = (await countAttempt(tx, it)).within && within
    return within ? await findCandidate(tx, email) : tooManyAttempts(tx)
  })
  if (candidate instanceof AppError) throw candidate
  const verdict = await verifyInTurn(request.password, candidate?.password_hash ?? null)
  if (!verdict.ok || !candidate) {
    runtime.log.warn(
      { requestId: request.requestId, workspaceId: workspace.id },
      'Sign-in with a wrong password',
    )
    throw wrongCredentials()
  }
  const newHash =
    verdict.rehash && checkPassword(request.password).ok ? await hashPassword(request.password) : null
  return workIn(
    runtime,
    signInPlace(workspace.id, request.requestId, candidate.member_id),
    async (ctx, tx) => {
      const still = await findCandidate(tx, email)
      if (still?.password_hash !== candidate.password_hash) throw wrongCredentials()
      for (const it of counted) await forgiveAttempt(tx, it)
      if (newHash) await storeRehash(tx, candidate, newHash)
      return openSession(tx, ctx, { memberId: candidate.member_id, device: request.device })
    },
  )
}

async function findCandidate(tx: Tx, email: string): Promise<Candidate | undefined> {
  if (!mayBeEmail(email)) return undefined
  return tx.maybe(sql<Candidate>`
    SELECT m.id AS member_id, c.password_hash FROM member m
      JOIN credential c ON c.workspace_id = m.workspace_id AND c.member_id = m.id
    WHERE m.workspace_id = ${tx.workspaceId} AND m.email = ${email} AND m.status = 'active'`)
}

async function storeRehash(tx: Tx, { member_id, password_hash }: Candidate, newHash: string): Promise<void> {
  await tx.run(sql`UPDATE credential SET password_hash = ${newHash}
    WHERE workspace_id = ${tx.workspaceId} AND member_id = ${member_id} AND password_hash = ${password_hash}`)
}

/** Members' addresses are printable ASCII; anything else is nobody's, and some of it the database cannot even hear. */
export function mayBeEmail(text: string): boolean {
  return /^[!-~]{3,254}$/.test(text)
}

function wrongCredentials(): AppError {
  return new AppError(
    'not_signed_in',
    'wrong_credentials',
    'The e-mail address or the password is not right.',
  )
}

/** Only A to Z: the Kelvin sign and its kin must not become an ASCII letter and so somebody else. */
export function asciiLower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}
