import { sql } from 'kysely'
import { hashToken, readToken } from '../../connectors/kit/tokens.ts'
import type { MemberRole } from '../../core/handoff/vocabulary.ts'
import type { Json } from '../../db/json.ts'
import { type Tx, withTx } from '../../db/tx.ts'
import type { Actor } from '../context.ts'
import type { Runtime } from '../runtime.ts'
import { credentialsOf } from './known-credentials.ts'
import { teamOf } from './team-of.ts'

/** What a caller presents: the cookie of a browser, or whatever stands after `Bearer`. */
export type Credential = { kind: 'session' | 'bearer'; token: string }
export type Authenticated = { workspaceId: string; actor: Actor }

/**
 * Who presents this credential, or null. Reads the database at most once, and for a second after not at all, so a
 * removed person is out within that second. What cannot be a token of ours costs no read.
 */
export async function authenticate(runtime: Runtime, credential: Credential): Promise<Authenticated | null> {
  const read = reading(credential)
  if (read === null) return null
  const asked = { hash: hashToken(credential.token), nowMs: performance.now() + runtime.clockOffsetMs }
  return credentialsOf(runtime).get(asked, () =>
    withTx(
      runtime.pool,
      read.workspaceId,
      async (tx) => {
        const actor = await read.find(tx)
        return actor === null ? null : { workspaceId: read.workspaceId, actor }
      },
      { clockOffsetMs: runtime.clockOffsetMs },
    ),
  )
}

type Reading = { workspaceId: string; find(tx: Tx): Promise<Actor | null> }

function reading({ kind, token }: Credential): Reading | null {
  const session = kind === 'session' ? readToken('session', token) : null
  if (session) return { workspaceId: session.workspaceId, find: (tx) => sessionActor(tx, session.hash) }
  const key = kind === 'bearer' ? readToken('api_key', token) : null
  if (key) return { workspaceId: key.workspaceId, find: (tx) => keyActor(tx, key.hash) }
  const link = kind === 'bearer' ? readToken('contribution_link', token) : null
  if (link) return { workspaceId: link.workspaceId, find: (tx) => contributor(tx, link.hash) }
  return null
}

type SessionRow = { id: string; member_id: string; roles: Json; team: Json; stale: boolean }

async function sessionActor(tx: Tx, hash: Buffer): Promise<Actor | null> {
  const row = await tx.maybe(sql<SessionRow>`
    SELECT s.id, s.member_id, to_jsonb(m.roles) AS roles, ${teamOf(sql`m.id`)} AS team,
      s.seen_at < ${tx.now}::timestamptz - interval '1 minute' AS stale
    FROM session s JOIN member m ON m.workspace_id = s.workspace_id AND m.id = s.member_id
      JOIN workspace w ON w.id = s.workspace_id
    WHERE s.workspace_id = ${tx.workspaceId} AND s.token_hash = ${hash}
      AND s.revoked_at IS NULL AND s.expires_at > ${tx.now}::timestamptz AND m.status = 'active' AND w.suspended_at IS NULL`)
  if (!row) return null
  if (row.stale) {
    await tx.run(sql`UPDATE session SET seen_at = ${tx.now} WHERE workspace_id = ${tx.workspaceId} AND id = ${row.id}
      AND seen_at < ${tx.now}::timestamptz - interval '1 minute'`)
  }
  return {
    kind: 'member',
    memberId: row.member_id,
    roles: asRoles(row.roles),
    teamMemberIds: asTexts(row.team),
    sessionId: row.id,
  }
}

type KeyRow = { id: string; member_id: string; scopes: string[]; roles: Json; team: Json; unused: boolean }

async function keyActor(tx: Tx, hash: Buffer): Promise<Actor | null> {
  const row = await tx.maybe(sql<KeyRow>`
    SELECT k.id, k.member_id, k.scopes, to_jsonb(m.roles) AS roles, ${teamOf(sql`m.id`)} AS team,
      k.used_on IS DISTINCT FROM (${tx.now}::timestamptz AT TIME ZONE 'UTC')::date AS unused
    FROM api_key k JOIN member m ON m.workspace_id = k.workspace_id AND m.id = k.member_id
      JOIN workspace w ON w.id = k.workspace_id
    WHERE k.workspace_id = ${tx.workspaceId} AND k.token_hash = ${hash}
      AND k.revoked_at IS NULL AND k.expires_at > ${tx.now}::timestamptz AND m.status = 'active' AND w.suspended_at IS NULL`)
  if (!row) return null
  if (row.unused) {
    await tx.run(sql`UPDATE api_key SET used_on = (${tx.now}::timestamptz AT TIME ZONE 'UTC')::date, version = version + 1
      WHERE workspace_id = ${tx.workspaceId} AND id = ${row.id} AND used_on IS DISTINCT FROM (${tx.now}::timestamptz AT TIME ZONE 'UTC')::date`)
  }
  return {
    kind: 'api_key',
    keyId: row.id,
    memberId: row.member_id,
    roles: asRoles(row.roles),
    teamMemberIds: asTexts(row.team),
    scopes: row.scopes,
  }
}

/** An answered link still opens, so that its reader sees the thanks and may mend a typing error while it lasts. */
async function contributor(tx: Tx, hash: Buffer): Promise<Actor | null> {
  const row = await tx.maybe(sql<{ id: string; deal_id: string; requirement_id: string }>`
    SELECT l.id, l.deal_id, l.requirement_id FROM contribution_link l
      JOIN member m ON m.workspace_id = l.workspace_id AND m.id = l.asked_by
      JOIN workspace w ON w.id = l.workspace_id
    WHERE l.workspace_id = ${tx.workspaceId} AND l.token_hash = ${hash} AND l.revoked_at IS NULL
      AND l.expires_at > ${tx.now}::timestamptz AND m.status = 'active' AND w.suspended_at IS NULL`)
  return row
    ? { kind: 'contributor', linkId: row.id, dealId: row.deal_id, requirementId: row.requirement_id }
    : null
}

// The database's CHECK holds roles to the vocabulary; the driver only knows JSON.
const asRoles = (json: Json): MemberRole[] => json as MemberRole[]
const asTexts = (json: Json): string[] => json as string[]
