import type { Actor } from '../context.ts'
import type { Runtime } from '../runtime.ts'
import { workIn } from '../work-in.ts'
import { credentialsOf } from './known-credentials.ts'
import { revokeSession } from './revoke-session.ts'

/** Ends the session a request came with. */
export async function signOut(
  runtime: Runtime,
  { workspaceId, actor, requestId }: { workspaceId: string; actor: Actor; requestId: string },
): Promise<void> {
  const id = actor.kind === 'member' ? actor.sessionId : null
  if (id === null) return
  await workIn(runtime, { workspaceId, actor, requestId }, (ctx) => revokeSession(ctx, { id }))
  credentialsOf(runtime).forgetAll()
}
