import { sql } from 'kysely'
import type { Output } from '../../contract/operations.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import type { Verb } from '../verbs.ts'

type Row = Output<'job.list_parked'>['items'][number]

/** Jobs that failed too often and wait for somebody, newest first. */
export const listParkedJobs: Verb<'job.list_parked'> = (ctx, input) =>
  ctx.readOnly(async (tx) => {
    const question = { list: 'job.list_parked', ...input }
    const from = readCursor(ctx, question, input.cursor)
    const limit = input.limit ?? 50
    const after = from ? sql`AND (created_at, id) < (${from[0]}::timestamptz, ${from[1]}::text)` : sql``
    const rows = await tx.many(sql<Row>`
      SELECT id, job, created_at AS "createdAt", attempts, error FROM outbox
      WHERE workspace_id = ${tx.workspaceId} AND status = 'parked' ${after}
      ORDER BY created_at DESC, id DESC LIMIT ${limit + 1}`)
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    const more = rows.length > limit && last
    return { items, next: more ? writeCursor(ctx, question, [last.createdAt, last.id]) : null }
  })
