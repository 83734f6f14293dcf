import { writeCursor } from '../cursor.ts'
import { loadDirectory } from '../people/directory.ts'
import type { Verb } from '../verbs.ts'
import { loadWorkspace } from '../workspaces/workspace-row.ts'
import { dealView } from './deal-view.ts'
import { isTooBroad } from './found-deals.ts'
import { dealCount, dealPage } from './queries.ts'

/** One page of deals. The count is exact up to a thousand and only made for the first page. */
export const listDeals: Verb<'deal.list'> = (ctx, input) =>
  ctx.readOnly(async (tx) => {
    const limit = input.limit ?? 50
    const [rows, count, tooBroad, directory, workspace] = await Promise.all([
      tx.many(dealPage(ctx, input, limit + 1)),
      input.cursor === undefined ? tx.one(dealCount(ctx, input)) : null,
      isTooBroad(ctx, tx, input.search),
      loadDirectory(tx),
      loadWorkspace(tx),
    ])
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    return {
      items: items.map((row) => dealView(row, { directory, workspace })),
      next: rows.length > limit && last ? writeCursor(ctx, input, [last.id]) : null,
      about: count?.n ?? items.length,
      tooBroad,
    }
  })
