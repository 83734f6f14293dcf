import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../context.ts'
import { visibleTo } from '../visible-to.ts'

/** The deals whose words hold a phrase, among those the reader may see; a phrase of many gives some, `most` of them. */
export function foundDeals(ctx: Ctx, phrase: string, most: number): RawBuilder<unknown> {
  const people = visibleTo(ctx.actor)
  return sql`search_deals(${phrase}, ${people === 'all' ? null : people}::text[], ${most})`
}
