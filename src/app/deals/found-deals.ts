import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../db/tx.ts'
import type { Ctx } from '../context.ts'
import { visibleTo } from '../visible-to.ts'

/** What a list looks at of a search, so that a word of many customers costs no more than one of few. */
const mostListed = 500

/** The deals whose words hold a phrase, among those the reader may see; a phrase of many gives some, `most` of them. */
export function foundDeals(ctx: Ctx, phrase: string, most = mostListed): RawBuilder<unknown> {
  const people = visibleTo(ctx.actor)
  return sql`search_deals(${phrase}, ${people === 'all' ? null : people}::text[], ${most})`
}

/** Whether a list cannot look at all that a search finds. */
export async function isTooBroad(ctx: Ctx, tx: Tx, phrase: string | undefined): Promise<boolean> {
  if (!phrase) return false
  const { n } = await tx.one(sql<{ n: number }>`SELECT count(*) AS n FROM ${foundDeals(ctx, phrase)}`)
  return n >= mostListed
}
