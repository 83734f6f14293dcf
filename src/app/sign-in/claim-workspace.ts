import { hashPassword } from '../../connectors/kit/passwords.ts'
import { hashToken, newToken, sameHash } from '../../connectors/kit/tokens.ts'
import type { Checked } from '../../contract/operations.ts'
import { brokenConstraint } from '../../db/tx.ts'
import { type AppError, refused } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { type Device, openSession } from '../sessions/open-session.ts'
import { workIn } from '../work-in.ts'
import { checkZone } from '../workspaces/check-place.ts'
import { createWorkspace } from '../workspaces/create-workspace.ts'
import { slugFor } from '../workspaces/slug-for.ts'
import { chosenPassword } from './chosen-password.ts'
import { findWorkspace } from './find-workspace.ts'
import { type SignedIn, signInPlace } from './signed-in.ts'

/**
 * The workspace that is claimed has the same id in every database, so that its primary key lets only one be
 * claimed, whatever the number of processes and of claims at once.
 */
const firstWorkspaceId = 'wsp_00000001'

/** The right to make the first admin: the token is printed where the operator reads it, only its hash is kept. */
export type Claim = { hash: Buffer }

/** A right for this process. It is worth nothing once there is a workspace. */
export function newClaim(): { token: string; claim: Claim } {
  const { token, hash } = newToken('first_admin', firstWorkspaceId)
  return { token, claim: { hash } }
}

export type ClaimRequest = { input: Checked<'session.claim_workspace'>; device: Device; requestId: string }

/** Makes the first workspace and its admin for whoever holds the token printed at start; then never again. */
export async function claimWorkspace(
  runtime: Runtime,
  claim: Claim | null,
  { input, device, requestId }: ClaimRequest,
): Promise<SignedIn> {
  if (!claim || !sameHash(hashToken(input.token), claim.hash)) throw claimNotValid()
  const wanted = {
    id: firstWorkspaceId,
    name: input.workspaceName,
    slug: slugFor(input.slug, input.workspaceName),
    currency: input.currency ?? 'EUR',
    zone: checkZone(input.zone ?? 'UTC'),
    locale: 'en-GB',
    isDemo: false,
    requestId,
  }
  const password = chosenPassword(input.password)
  if (!(await findWorkspace(runtime)).empty) throw claimNotValid()
  const admin = { name: input.name, email: input.email, passwordHash: await hashPassword(password) }
  const { workspaceId, adminId } = await createWorkspace(runtime, { ...wanted, admin }).catch(
    (error: unknown) => {
      throw brokenConstraint(error) === 'workspace_pkey' ? claimNotValid() : error
    },
  )
  return workIn(runtime, signInPlace(workspaceId, requestId, adminId), (ctx, tx) =>
    openSession(tx, ctx, { memberId: adminId, device }),
  )
}

function claimNotValid(): AppError {
  return refused(
    'claim_not_valid',
    'This token is not the one printed at start, or the workspace has been claimed.',
  )
}
