import { sql } from 'kysely'
import type { DealRow } from '../deals/deal-row.ts'
import type { OperationTx } from '../operation-tx.ts'

/** What is being handed off already is no history, whatever date its source gives the win. */
export async function keptLive(tx: OperationTx, deal: DealRow): Promise<DealRow | undefined> {
  return tx.maybe(sql<DealRow>`
    UPDATE deal AS d SET is_history = false, version = d.version + 1
    WHERE d.workspace_id = ${tx.workspaceId} AND d.id = ${deal.id} AND EXISTS (
      SELECT 1 FROM handoff h WHERE h.workspace_id = d.workspace_id AND h.deal_id = d.id AND h.status <> 'cancelled')
    RETURNING d.*`)
}
