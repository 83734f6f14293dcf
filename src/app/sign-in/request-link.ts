import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Tx } from '../../db/tx.ts'
import { AppError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import type { Device } from '../sessions/open-session.ts'
import { workIn } from '../work-in.ts'
import { loadWorkspace } from '../workspaces/workspace-row.ts'
import { countAttempt, tooManyAttempts } from './attempt-limit.ts'
import { createLink } from './create-link.ts'
import { findWorkspace } from './find-workspace.ts'
import { mailLink } from './mail-link.ts'
import { asciiLower, mayBeEmail } from './sign-in.ts'
import { signInPlace } from './signed-in.ts'

export type LinkRequest = { workspace?: string | undefined; email: string; device: Device; requestId: string }

/** Longer than the work takes, so that the time does not tell whether there was any. */
const answerAfterMs = 300

/** Mails a one-time sign-in link to whom the address belongs, if to anybody: the caller learns nothing of that. */
export async function requestLink(runtime: Runtime, request: LinkRequest): Promise<void> {
  const [outcome] = await Promise.allSettled([sendLink(runtime, request), wait(answerAfterMs)])
  if (outcome.status === 'rejected') throw outcome.reason
}

async function sendLink(runtime: Runtime, request: LinkRequest): Promise<void> {
  const { workspace } = await findWorkspace(runtime, request.workspace)
  const email = asciiLower(request.email)
  if (!workspace) return
  const refusal = await workIn(runtime, signInPlace(workspace.id, request.requestId), async (ctx, tx) => {
    const place = await countAttempt(tx, { kind: 'link_address', value: request.device.address })
    if (!place.within) return tooManyAttempts(tx)
    const person = await countAttempt(tx, { kind: 'link_email', value: email })
    const member = person.within ? await findMember(tx, email) : undefined
    if (!member) return null
    const { url } = await createLink(tx, ctx, { memberId: member.id, purpose: 'sign_in' })
    const { name: workspaceName } = await loadWorkspace(tx)
    await mailLink(tx, ctx, { member: { ...member, email }, purpose: 'sign_in', url, workspaceName })
    return null
  })
  if (refusal instanceof AppError) throw refusal
}

async function findMember(tx: Tx, email: string): Promise<{ id: string; name: string } | undefined> {
  if (!mayBeEmail(email)) return undefined
  return tx.maybe(sql<{ id: string; name: string }>`
    SELECT id, name FROM member WHERE workspace_id = ${tx.workspaceId} AND email = ${email} AND status IN ('active', 'invited')`)
}
