import { sql } from 'kysely'
import { loadDirectory } from '../people/directory.ts'
import type { Verb } from '../verbs.ts'
import { visibleTo } from '../visible-to.ts'
import { foundDeals } from './found-deals.ts'

/** Hits looked at: each costs a look into three tables, and nobody reads more. */
const mostHits = 50

type Hit = {
  deal_id: string
  handoff_id: string | null
  deal_name: string
  account_name: string | null
  status: string | null
  stage_label: string | null
}

/** Finds what somebody types: customers, deals, words of a brief, and people. */
export const findAnything: Verb<'search.find'> = (ctx, input) =>
  ctx.readOnly(async (tx) => {
    const most = input.limit ?? 12
    const people = visibleTo(ctx.actor)
    const scope =
      people === 'all'
        ? sql``
        : sql`AND (d.owner_id = ANY(${people}::text[]) OR h.ae_id = ANY(${people}::text[]) OR h.csm_id = ANY(${people}::text[]))`
    const [hits, directory] = await Promise.all([
      tx.many(sql<Hit>`
        SELECT d.id AS deal_id, h.id AS handoff_id, d.name AS deal_name, a.name AS account_name, h.status, d.stage_label
        FROM ${foundDeals(ctx, input.q, mostHits)} AS s
        JOIN deal d ON d.workspace_id = ${tx.workspaceId} AND d.id = s.deal_id
        LEFT JOIN account a ON a.workspace_id = d.workspace_id AND a.id = d.account_id
        LEFT JOIN handoff h ON h.workspace_id = d.workspace_id AND h.deal_id = d.id AND h.status <> 'cancelled'
        WHERE true ${scope} ORDER BY coalesce(h.opened_at, d.created_at) DESC, d.id DESC LIMIT ${most}`),
      loadDirectory(tx),
    ])
    const wanted = input.q.toLowerCase()
    const members = [...directory.members.values()]
      .filter((m) => m.name.toLowerCase().includes(wanted))
      .slice(0, 5)
    return {
      items: [
        ...hits.map((h) => ({
          kind: h.handoff_id ? ('handoff' as const) : ('deal' as const),
          id: h.handoff_id ?? h.deal_id,
          title: h.account_name ?? h.deal_name,
          subtitle: [h.account_name ? h.deal_name : null, h.status ?? h.stage_label]
            .filter(Boolean)
            .join(' · '),
          path: h.handoff_id ? `/handoffs/${h.handoff_id}` : `/deals/${h.deal_id}`,
        })),
        ...members.map((m) => ({
          kind: 'member' as const,
          id: m.id,
          title: m.name,
          subtitle: m.roles.join(', '),
          path: `/people?member=${m.id}`,
        })),
      ].slice(0, most),
    }
  })
