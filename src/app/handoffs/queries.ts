import { type RawBuilder, sql } from 'kysely'
import type { Checked } from '../../contract/operations.ts'
import type { Ctx } from '../context.ts'
import { readCursor } from '../cursor.ts'
import { foundDeals } from '../deals/found-deals.ts'
import { visibleTo } from '../visible-to.ts'
import type { HandoffRow } from './handoff-row.ts'

/** A handoff with the names a list shows. */
export type HandoffListRow = HandoffRow & { account_name: string | null; deal_name: string }

type Filters = Checked<'handoff.list'>
export const sorts = {
  newest: { column: 'opened_at', descending: true },
  opened: { column: 'opened_at', descending: false },
  due: { column: 'next_due_at', descending: false },
} as const
export type Sort = keyof typeof sorts

/** Late ones are always in the order they fell due: that is the index they are found by. */
export function sortOf(filters: Pick<Filters, 'sort' | 'late'>): Sort {
  return filters.late ? 'due' : (filters.sort ?? 'newest')
}

/** One page, found by keyset in the index of its sort and filter; for a reader of few, per person and merged. */
export function handoffPage(ctx: Ctx, filters: Filters, limit: number): RawBuilder<HandoffListRow> {
  const { column, descending } = sorts[sortOf(filters)]
  const order = descending ? sql`${sql.ref(column)} DESC, id DESC` : sql`${sql.ref(column)}, id`
  const after = readCursor(ctx, filters, filters.cursor)
  const beyond = after
    ? descending
      ? sql`AND (${sql.ref(column)}, id) < (${after[0]}::timestamptz, ${after[1]})`
      : sql`AND (${sql.ref(column)}, id) > (${after[0]}::timestamptz, ${after[1]})`
    : sql``
  const found = visible(ctx, filters, {
    where: sql`${conditions(ctx, filters)} ${beyond}`,
    tail: sql`ORDER BY ${order} LIMIT ${limit}`,
  })
  return sql<HandoffListRow>`
    SELECT h.*, a.name AS account_name, d.name AS deal_name
    FROM (SELECT DISTINCT ON (${sql.ref(column)}, id) * FROM (${found}) AS f ORDER BY ${order} LIMIT ${limit}) AS h
    JOIN deal d ON d.workspace_id = h.workspace_id AND d.id = h.deal_id
    LEFT JOIN account a ON a.workspace_id = h.workspace_id AND a.id = h.account_id
    ORDER BY ${descending ? sql`h.${sql.ref(column)} DESC, h.id DESC` : sql`h.${sql.ref(column)}, h.id`}`
}

/** How many there are, counted no further than a thousand, along the index that the page itself goes along. */
export function handoffCount(ctx: Ctx, filters: Filters): RawBuilder<{ n: number }> {
  const { column, descending } = sorts[sortOf(filters)]
  const order = descending ? sql`${sql.ref(column)} DESC, id DESC` : sql`${sql.ref(column)}, id`
  const found = visible(ctx, filters, {
    where: conditions(ctx, filters),
    tail: sql`ORDER BY ${order} LIMIT 1000`,
  })
  return sql<{ n: number }>`SELECT count(DISTINCT id) AS n FROM (${found}) AS f`
}

type Parts = { where: RawBuilder<unknown>; tail: RawBuilder<unknown> }

function visible(ctx: Ctx, filters: Filters, { where, tail }: Parts): RawBuilder<unknown> {
  const people = visibleTo(ctx.actor)
  const all = (more: RawBuilder<unknown>): RawBuilder<unknown> =>
    sql`SELECT * FROM handoff WHERE workspace_id = ${ctx.workspaceId} ${where} ${more} ${tail}`
  if (people === 'all') return all(sql``)
  // A filter by a person leads along that person's own index; what is left to ask is whether the reader may see it.
  if (filters.aeId)
    return all(people.includes(filters.aeId) ? sql`` : sql`AND csm_id = ANY(${people}::text[])`)
  if (filters.csmId)
    return all(people.includes(filters.csmId) ? sql`` : sql`AND ae_id = ANY(${people}::text[])`)
  const branch = (column: 'ae_id' | 'csm_id'): RawBuilder<unknown> =>
    sql`SELECT x.* FROM unnest(${people}::text[]) AS p(id), LATERAL (SELECT * FROM handoff WHERE workspace_id = ${ctx.workspaceId} AND ${sql.ref(column)} = p.id ${where} ${tail}) AS x`
  return sql`${branch('ae_id')} UNION ALL ${branch('csm_id')}`
}

function conditions(ctx: Ctx, f: Filters): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = []
  if (f.status) parts.push(sql`AND status = ${f.status}`)
  if (f.tier) parts.push(sql`AND tier = ${f.tier}`)
  if (f.aeId) parts.push(sql`AND ae_id = ${f.aeId}`)
  if (f.csmId) parts.push(sql`AND csm_id = ${f.csmId}`)
  if (f.accountId) parts.push(sql`AND account_id = ${f.accountId}`)
  if (sortOf(f) === 'due') parts.push(sql`AND next_due_at IS NOT NULL`)
  if (f.late) parts.push(sql`AND next_due_at < ${ctx.now()}::timestamptz`)
  if (f.search) parts.push(sql`AND deal_id IN (SELECT deal_id FROM ${foundDeals(ctx, f.search)})`)
  return parts.length > 0 ? sql.join(parts, sql` `) : sql``
}
