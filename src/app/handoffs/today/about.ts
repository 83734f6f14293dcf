import type { TodayItem } from '../../../contract/handoffs.ts'
import type { Asking } from './asking.ts'

/** The columns of the handoff that an item is about. */
export type Hit = {
  handoff_id: string | null
  deal_id: string | null
  deal_name: string | null
  account_name: string | null
  annual_minor: number | null
  tier: string | null
}

/** The part of an item that says which customer it is about. */
export function about(
  a: Asking,
  row: Hit,
): Pick<TodayItem, 'handoffId' | 'dealId' | 'accountName' | 'dealName' | 'value' | 'tier'> {
  return {
    handoffId: row.handoff_id,
    dealId: row.deal_id,
    accountName: row.account_name,
    dealName: row.deal_name,
    value: row.annual_minor === null ? null : { amountMinor: row.annual_minor, currency: a.currency },
    tier: a.version.playbook.tiers.find((t) => t.id === row.tier)?.title ?? row.tier,
  }
}
