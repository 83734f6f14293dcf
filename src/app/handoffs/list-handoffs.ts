import { writeCursor } from '../cursor.ts'
import { isTooBroad } from '../deals/found-deals.ts'
import { loadDirectory } from '../people/directory.ts'
import { effectivePlaybook } from '../playbooks/current-playbook.ts'
import type { Verb } from '../verbs.ts'
import { loadWorkspace } from '../workspaces/workspace-row.ts'
import { rowView } from './handoff-view.ts'
import { handoffCount, handoffPage, sortOf, sorts } from './queries.ts'

const usual = 50

/** One page of the pipeline. The count is exact up to a thousand and only made for the first page. */
export const listHandoffs: Verb<'handoff.list'> = (ctx, input) =>
  ctx.readOnly(async (tx) => {
    const limit = input.limit ?? usual
    const [rows, count, tooBroad, directory, version, workspace] = await Promise.all([
      tx.many(handoffPage(ctx, input, limit + 1)),
      input.cursor === undefined ? tx.one(handoffCount(ctx, input)) : null,
      isTooBroad(ctx, tx, input.search),
      loadDirectory(tx),
      effectivePlaybook(tx),
      loadWorkspace(tx),
    ])
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    const { column } = sorts[sortOf(input)]
    return {
      items: items.map((row) => rowView(ctx, { directory, version, workspace }, row)),
      next: rows.length > limit && last ? writeCursor(ctx, input, [last[column], last.id]) : null,
      about: count?.n ?? items.length,
      tooBroad,
    }
  })
