import type { DealRow as DealRowView } from '../../contract/deals.ts'
import type { Directory } from '../people/directory.ts'
import { nameOf } from '../people/name-of.ts'
import type { WorkspaceRow } from '../workspaces/workspace-row.ts'
import { asDealType, asStageKind, type DealRow } from './deal-row.ts'

export type ListedDeal = DealRow & {
  account_name: string | null
  handoff_id: string | null
  handoff_tier: string | null
}

/** A deal as lists and its page show it. */
export function dealView(
  row: ListedDeal,
  { directory, workspace }: { directory: Directory; workspace: WorkspaceRow },
): DealRowView {
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    accountId: row.account_id,
    accountName: row.account_name,
    owner: nameOf(directory, row.owner_id),
    stageKind: asStageKind(row.stage_kind),
    stageLabel: row.stage_label,
    dealType: asDealType(row.deal_type),
    amount:
      row.amount_minor === null || row.currency === null
        ? null
        : { amountMinor: row.amount_minor, currency: row.currency },
    annual:
      row.annual_minor === null ? null : { amountMinor: row.annual_minor, currency: workspace.currency },
    probability: row.probability,
    expectedCloseOn: row.expected_close_on,
    wonAt: row.won_at,
    tier: row.handoff_tier ?? row.tier,
    handoffId: row.handoff_id,
    createdAt: row.created_at,
  }
}
