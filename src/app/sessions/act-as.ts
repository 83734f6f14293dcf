import { sql } from 'kysely'
import type { MemberRole } from '../../core/handoff/vocabulary.ts'
import type { Json } from '../../db/json.ts'
import { withTx } from '../../db/tx.ts'
import { AppError, invalid, notFound } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { findWorkspace } from '../sign-in/find-workspace.ts'
import { asciiLower, mayBeEmail } from '../sign-in/sign-in.ts'
import type { Authenticated } from './authenticate.ts'
import { teamOf } from './team-of.ts'

/**
 * A member to act as on the machine itself, where whoever may run the command line may read the database anyway.
 * What is done so stands in the audit under the member's name, without a session.
 */
export async function actAs(
  runtime: Runtime,
  { workspace: slug, email }: { workspace?: string | undefined; email: string },
): Promise<Authenticated> {
  const { workspace, ask } = await findWorkspace(runtime, slug)
  if (!workspace) {
    throw ask && !slug
      ? invalid('There are several workspaces; say which one is meant.')
      : notFound('workspace')
  }
  const wanted = asciiLower(email)
  type Row = { id: string; status: string; roles: Json; team: Json }
  const row = mayBeEmail(wanted)
    ? await withTx(runtime.pool, workspace.id, (tx) =>
        tx.maybe(sql<Row>`SELECT m.id, m.status, to_jsonb(m.roles) AS roles, ${teamOf(sql`m.id`)} AS team
          FROM member m WHERE m.workspace_id = ${tx.workspaceId} AND m.email = ${wanted}`),
      )
    : undefined
  if (!row) throw notFound('member')
  if (row.status !== 'active') {
    throw new AppError('refused', 'member_not_active', `${wanted} has not joined yet or is suspended.`)
  }
  return {
    workspaceId: workspace.id,
    actor: {
      kind: 'member',
      memberId: row.id,
      roles: asRoles(row.roles),
      teamMemberIds: asTexts(row.team),
      sessionId: null,
    },
  }
}

// The database's CHECK holds roles to the vocabulary; the driver only knows JSON.
const asRoles = (json: Json): MemberRole[] => json as MemberRole[]
const asTexts = (json: Json): string[] => json as string[]
