import type { Selectable } from 'kysely'
import type { Instant } from '../../core/lib/instant.ts'
import { qb } from '../../db/query.ts'
import type { WorkspaceTable } from '../../db/schema/workspace.ts'
import type { Tx } from '../../db/tx.ts'

export type WorkspaceRow = Selectable<WorkspaceTable>

const read = new WeakMap<Tx, Promise<WorkspaceRow>>()

/** The workspace as it was when this transaction first asked for it. */
export function loadWorkspace(tx: Tx): Promise<WorkspaceRow> {
  const known =
    read.get(tx) ?? tx.one(qb.selectFrom('workspace').selectAll().where('id', '=', tx.workspaceId))
  read.set(tx, known)
  return known
}

/** Whether people may have been mailed of this already, before the workspace was put back from a backup. */
export function isBeforeRestore({ restored_at: restoredAt }: WorkspaceRow, at: Instant): boolean {
  return restoredAt !== null && at < restoredAt
}

/** The workspace as it is now, whatever this transaction saw before. */
export async function readWorkspace(tx: Tx): Promise<WorkspaceRow> {
  return tx.one(qb.selectFrom('workspace').selectAll().where('id', '=', tx.workspaceId))
}
