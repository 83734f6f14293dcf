import { sql } from 'kysely'
import { withTx } from '../../db/tx.ts'
import { invalid, notFound } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { findWorkspace } from '../sign-in/find-workspace.ts'

/** The address of the eldest admin of a workspace: who acts on the machine itself where nobody is named. */
export async function firstAdmin(runtime: Runtime, slug: string | undefined): Promise<string> {
  const { workspace, ask } = await findWorkspace(runtime, slug)
  if (!workspace) {
    throw ask && !slug
      ? invalid('There are several workspaces; say which one is meant with --workspace.')
      : notFound('workspace')
  }
  const row = await withTx(runtime.pool, workspace.id, (tx) =>
    tx.maybe(
      sql<{
        email: string
      }>`SELECT email FROM member WHERE workspace_id = ${tx.workspaceId} AND status = 'active' AND 'admin' = ANY (roles) AND email IS NOT NULL ORDER BY created_at, id LIMIT 1`,
    ),
  )
  if (!row) throw notFound('active_admin')
  return row.email
}
