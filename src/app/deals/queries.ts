import { type RawBuilder, sql } from 'kysely'
import type { Checked } from '../../contract/operations.ts'
import type { Ctx } from '../context.ts'
import { readCursor } from '../cursor.ts'
import { visibleTo } from '../visible-to.ts'
import type { ListedDeal } from './deal-view.ts'

type Filters = Checked<'deal.list'>

/** A deal with its account's name and its live handoff. */
export function listedDeal(workspaceId: string, id: string): RawBuilder<ListedDeal> {
  return sql<ListedDeal>`${listed(sql`SELECT * FROM deal WHERE workspace_id = ${workspaceId} AND id = ${id}`)}`
}

/** One page, newest first; for a reader of few, per owner and merged. A CSM sees the deals of their handoffs through those. */
export function dealPage(ctx: Ctx, filters: Filters, limit: number): RawBuilder<ListedDeal> {
  const after = readCursor(ctx, filters, filters.cursor)
  const beyond = after ? sql`AND (created_at, id) < (${after[0]}::timestamptz, ${after[1]})` : sql``
  const tail = sql`ORDER BY created_at DESC, id DESC LIMIT ${limit}`
  const page = sql`SELECT DISTINCT ON (created_at, id) * FROM (${visible(ctx, filters, { where: sql`${conditions(filters)} ${beyond}`, tail })}) AS v ${tail}`
  return sql<ListedDeal>`${listed(page)} ORDER BY d.created_at DESC, d.id DESC`
}

/** How many there are, counted no further than a thousand. */
export function dealCount(ctx: Ctx, filters: Filters): RawBuilder<{ n: number }> {
  return sql<{
    n: number
  }>`SELECT count(DISTINCT id) AS n FROM (${visible(ctx, filters, { where: conditions(filters), tail: sql`ORDER BY created_at DESC, id DESC LIMIT 1000` })}) AS v`
}

function listed(page: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`SELECT d.*, a.name AS account_name, h.id AS handoff_id, h.tier AS handoff_tier FROM (${page}) AS d
    LEFT JOIN account a ON a.workspace_id = d.workspace_id AND a.id = d.account_id
    LEFT JOIN handoff h ON h.workspace_id = d.workspace_id AND h.deal_id = d.id AND h.status <> 'cancelled'`
}

type Parts = { where: RawBuilder<unknown>; tail: RawBuilder<unknown> }

function visible(ctx: Ctx, filters: Filters, { where, tail }: Parts): RawBuilder<unknown> {
  const people = visibleTo(ctx.actor)
  if (people === 'all' || (filters.ownerId !== undefined && people.includes(filters.ownerId)))
    return sql`SELECT * FROM deal WHERE workspace_id = ${ctx.workspaceId} ${where} ${tail}`
  return sql`SELECT x.* FROM unnest(${people}::text[]) AS p(id), LATERAL (SELECT * FROM deal WHERE workspace_id = ${ctx.workspaceId} AND owner_id = p.id ${where} ${tail}) AS x
    UNION ALL SELECT x.* FROM unnest(${people}::text[]) AS p(id), LATERAL (SELECT * FROM deal WHERE workspace_id = ${ctx.workspaceId}
      AND id IN (SELECT deal_id FROM handoff WHERE workspace_id = ${ctx.workspaceId} AND csm_id = p.id ORDER BY opened_at DESC LIMIT 500) ${where} ${tail}) AS x`
}

function conditions(f: Filters): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = []
  if (f.stageKind) parts.push(sql`AND stage_kind = ${f.stageKind}`)
  if (f.ownerId) parts.push(sql`AND owner_id = ${f.ownerId}`)
  if (f.accountId) parts.push(sql`AND account_id = ${f.accountId}`)
  if (f.search) parts.push(sql`AND id IN (SELECT deal_id FROM search_deals(${f.search}, 500))`)
  return parts.length > 0 ? sql.join(parts, sql` `) : sql``
}
