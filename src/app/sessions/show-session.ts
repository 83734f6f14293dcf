import { sql } from 'kysely'
import type { Session } from '../../contract/workspace.ts'
import type { MemberRole } from '../../core/handoff/vocabulary.ts'
import { permissionNames, rolesMay } from '../../core/permission/role-permissions.ts'
import { actingMemberId, type Ctx } from '../context.ts'
import { forbidden } from '../errors.ts'
import { loadWorkspace } from '../workspaces/workspace-row.ts'
import { workspaceView } from '../workspaces/workspace-view.ts'

type Row = {
  name: string
  email: string | null
  roles: string[]
  zone: string | null
  locale: string | null
  unread: number
}

/** Who is signed in, where, and what they may do. */
export async function showSession(ctx: Ctx): Promise<Session> {
  const memberId = actingMemberId(ctx.actor)
  if (!memberId) throw forbidden('Nobody is signed in here.')
  const sessionId = ctx.actor.kind === 'member' ? ctx.actor.sessionId : null
  return ctx.readOnly(async (tx) => {
    const workspace = await loadWorkspace(tx)
    const row = await tx.one(sql<Row>`
      SELECT m.name, m.email, m.roles, m.zone, m.locale,
        (SELECT count(*) FROM notification n WHERE n.workspace_id = m.workspace_id AND n.member_id = m.id
          AND n.in_app AND n.read_at IS NULL) AS unread
      FROM member m WHERE m.workspace_id = ${tx.workspaceId} AND m.id = ${memberId}`)
    const roles = asRoles(row.roles)
    return {
      sessionId,
      member: {
        id: memberId,
        name: row.name,
        email: row.email,
        roles,
        zone: row.zone ?? workspace.zone,
        locale: row.locale ?? workspace.locale,
      },
      workspace: workspaceView(workspace, ctx),
      may: permissionNames.filter((permission) => rolesMay(roles, permission)),
      unread: row.unread,
    }
  })
}

// The database's CHECK holds them to the vocabulary.
const asRoles = (roles: string[]): MemberRole[] => roles as MemberRole[]
