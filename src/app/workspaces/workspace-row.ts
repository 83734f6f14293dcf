import type { Selectable } from 'kysely'
import { qb } from '../../db/query.ts'
import type { WorkspaceTable } from '../../db/schema/workspace.ts'
import type { Tx } from '../../db/tx.ts'

export type WorkspaceRow = Selectable<WorkspaceTable>

export async function loadWorkspace(tx: Tx): Promise<WorkspaceRow> {
  return tx.one(qb.selectFrom('workspace').selectAll().where('id', '=', tx.workspaceId))
}
