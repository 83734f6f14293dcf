import { sql } from 'kysely'
import type { OperationTx } from '../operation-tx.ts'

/** Sums the noted changes of load into one figure per CSM, so that reading it stays cheap however many there were. */
export async function foldLoads(tx: OperationTx): Promise<void> {
  await tx.run(sql`
    WITH noted AS (DELETE FROM load_delta WHERE workspace_id = ${tx.workspaceId} RETURNING member_id, points)
    INSERT INTO member_load AS l (workspace_id, member_id, points)
    SELECT ${tx.workspaceId}, member_id, sum(points) FROM noted GROUP BY member_id ORDER BY member_id
    ON CONFLICT (workspace_id, member_id) DO UPDATE SET points = l.points + excluded.points`)
}
