import { type RawBuilder, sql } from 'kysely'
import type { Checked } from '../../contract/operations.ts'
import type { Ctx } from '../context.ts'
import { readCursor } from '../cursor.ts'
import { visibleTo } from '../visible-to.ts'
import type { ListedDeal } from './deal-view.ts'
import { foundDeals } from './found-deals.ts'

type Filters = Checked<'deal.list'>

/** A deal with its account's name and its live handoff. */
export function listedDeal(workspaceId: string, id: string): RawBuilder<ListedDeal> {
  return sql<ListedDeal>`${listed(sql`SELECT * FROM deal WHERE workspace_id = ${workspaceId} AND id = ${id}`)}`
}

/**
 * One page, newest first, which is the order of ids; for a reader of few, per owner and merged. A CSM sees the deals of
 * their handoffs, found in the same order through those.
 */
export function dealPage(ctx: Ctx, filters: Filters, limit: number): RawBuilder<ListedDeal> {
  const after = readCursor(ctx, filters, filters.cursor)
  const beyond = after ? sql`AND d.id < ${after[0]}` : sql``
  const tail = sql`ORDER BY d.id DESC LIMIT ${limit}`
  const where = sql`${conditions(ctx, filters)} ${beyond}`
  const page = sql`SELECT DISTINCT ON (d.id) d.* FROM (${visible(ctx, filters, { where, tail })}) AS d ${tail}`
  return sql<ListedDeal>`${listed(page)} ORDER BY d.id DESC`
}

/** How many there are, counted no further than a thousand; one that is sold and served by the same people is found twice. */
export function dealCount(ctx: Ctx, filters: Filters): RawBuilder<{ n: number }> {
  const found = visible(ctx, filters, { where: conditions(ctx, filters), tail: sql`ORDER BY d.id DESC` })
  return sql<{
    n: number
  }>`SELECT least(count(DISTINCT id), 1000) AS n FROM (SELECT id FROM (${found}) AS d LIMIT 2000) AS d`
}

function listed(page: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`SELECT d.*, a.name AS account_name, h.id AS handoff_id, h.tier AS handoff_tier FROM (${page}) AS d
    LEFT JOIN account a ON a.workspace_id = d.workspace_id AND a.id = d.account_id
    LEFT JOIN handoff h ON h.workspace_id = d.workspace_id AND h.deal_id = d.id AND h.status <> 'cancelled'`
}

type Parts = { where: RawBuilder<unknown>; tail: RawBuilder<unknown> }

function visible(ctx: Ctx, filters: Filters, { where, tail }: Parts): RawBuilder<unknown> {
  const people = visibleTo(ctx.actor)
  const within = sql`d.workspace_id = ${ctx.workspaceId}`
  if (people === 'all' || (filters.ownerId !== undefined && people.includes(filters.ownerId)))
    return sql`SELECT d.* FROM deal d WHERE ${within} ${where} ${tail}`
  const each = (found: RawBuilder<unknown>): RawBuilder<unknown> =>
    sql`SELECT x.* FROM unnest(${people}::text[]) AS p(id), LATERAL (${found} ${where} ${tail}) AS x`
  return sql`${each(sql`SELECT d.* FROM deal d WHERE ${within} AND d.owner_id = p.id`)}
    UNION ALL ${each(sql`SELECT d.* FROM handoff h JOIN deal d ON d.workspace_id = h.workspace_id AND d.id = h.deal_id
      WHERE ${within} AND h.workspace_id = ${ctx.workspaceId} AND h.csm_id = p.id AND h.status <> 'cancelled'`)}`
}

function conditions(ctx: Ctx, f: Filters): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = []
  if (f.stageKind) parts.push(sql`AND d.stage_kind = ${f.stageKind}`)
  if (f.ownerId) parts.push(sql`AND d.owner_id = ${f.ownerId}`)
  if (f.accountId) parts.push(sql`AND d.account_id = ${f.accountId}`)
  if (f.search) parts.push(sql`AND d.id IN (SELECT deal_id FROM ${foundDeals(ctx, f.search)})`)
  return parts.length > 0 ? sql.join(parts, sql` `) : sql``
}
