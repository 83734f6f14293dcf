import type { Output } from '../../contract/operations.ts'
import { qb } from '../../db/query.ts'
import type { Ctx } from '../context.ts'
import { viewCalendars } from './calendar-view.ts'

/** The default first, then by title. */
export async function listCalendars(ctx: Ctx): Promise<Output<'calendar.list'>> {
  return ctx.readOnly(async (tx) => {
    const rows = await tx.many(
      qb
        .selectFrom('calendar')
        .selectAll()
        .where('workspace_id', '=', tx.workspaceId)
        .where('archived_at', 'is', null)
        .orderBy('is_default', 'desc')
        .orderBy('title')
        .orderBy('id'),
    )
    return { items: await viewCalendars(tx, rows) }
  })
}
