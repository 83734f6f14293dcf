import { sql } from 'kysely'
import type { TodayItem } from '../../../contract/handoffs.ts'
import { owedNow } from '../../../core/gate/owed-now.ts'
import { casesOf, type DealCase } from '../../deals/deal-case.ts'
import type { DealRow } from '../../deals/deal-row.ts'
import { nameOf } from '../../people/name-of.ts'
import type { HandoffRow } from '../handoff-row.ts'
import { about } from './about.ts'
import type { Asking } from './asking.ts'

/** Deals likely to close that owe answers known at their stage, as many as Capture asks for. */
export async function captureItems(a: Asking): Promise<TodayItem[]> {
  if (a.people === null) return []
  const handoffs = await a.tx.many(sql<HandoffRow>`
    SELECT h.* FROM (SELECT x.* FROM unnest(${a.people}::text[]) AS p(id), LATERAL (SELECT * FROM handoff WHERE workspace_id = ${a.tx.workspaceId} AND ae_id = p.id AND status = 'preparing'
      ORDER BY opened_at DESC LIMIT 100) AS x) AS h
    JOIN deal d ON d.workspace_id = h.workspace_id AND d.id = h.deal_id
    WHERE h.missing_count > 0 ORDER BY d.expected_close_on NULLS LAST, h.id LIMIT 50`)
  if (handoffs.length === 0) return []
  const deals = await a.tx.many(
    sql<DealRow>`SELECT * FROM deal WHERE workspace_id = ${a.tx.workspaceId} AND id = ANY(${handoffs.map((h) => h.deal_id)}::text[])
      ORDER BY expected_close_on NULLS LAST, id`,
  )
  const cases = await casesOf(a.tx, deals, handoffs)
  return cases.flatMap((it) => {
    const owed = owedNow(it.gate).now.length
    return owed === 0 ? [] : [itemOf(a, it, owed)]
  })
}

function itemOf(a: Asking, { row, account, handoff, tier }: DealCase, owed: number): TodayItem {
  return {
    ...about(a, {
      handoff_id: handoff?.id ?? null,
      deal_id: row.id,
      deal_name: row.name,
      account_name: account?.name ?? null,
      annual_minor: handoff?.annual_minor ?? row.annual_minor,
      tier: tier.id,
    }),
    kind: 'capture',
    id: row.id,
    title: `${owed} ${owed === 1 ? 'answer' : 'answers'} missing`,
    because: row.expected_close_on ? `Expected to close on ${row.expected_close_on}` : 'Likely to close',
    dueAt: null,
    clock: 'none',
    owner: nameOf(a.directory, handoff?.ae_id ?? row.owner_id),
    path: `/capture/${row.id}`,
    action: null,
  }
}
