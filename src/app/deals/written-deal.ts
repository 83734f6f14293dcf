import type { DealRow as DealRowView } from '../../contract/deals.ts'
import type { OperationTx } from '../operation-tx.ts'
import { loadDirectory } from '../people/directory.ts'
import { loadWorkspace } from '../workspaces/workspace-row.ts'
import { caseOf } from './deal-case.ts'
import { dealView } from './deal-view.ts'
import { listedDeal } from './queries.ts'

/** A deal as its page shows it, read again after it was written. */
export async function writtenDeal(tx: OperationTx, id: string): Promise<DealRowView> {
  const [row, directory, workspace] = await Promise.all([
    tx.one(listedDeal(tx.workspaceId, id)),
    loadDirectory(tx),
    loadWorkspace(tx),
  ])
  const { tier } = await caseOf(tx, row)
  return dealView({ ...row, handoff_tier: tier.id }, { directory, workspace })
}
