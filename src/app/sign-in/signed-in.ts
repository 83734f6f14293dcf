import type { Actor } from '../context.ts'
import type { Place } from '../work-in.ts'

/** The token of a new session, to be set as a cookie, and how long it lasts. */
export type SignedIn = { token: string; expiresAt: string }

/** Where sign-in works: in the workspace, as the door itself until it is known who came, then as that member. */
export function signInPlace(workspaceId: string, requestId: string, memberId?: string): Place {
  const actor: Actor = memberId
    ? { kind: 'member', memberId, roles: [], teamMemberIds: [memberId], sessionId: null }
    : { kind: 'system', job: 'sign-in' }
  return { workspaceId, actor, requestId }
}
