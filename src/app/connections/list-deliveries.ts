import { sql } from 'kysely'
import { readCursor, writeCursor } from '../cursor.ts'
import type { Verb } from '../verbs.ts'
import { connectionOrThrow } from './connection-row.ts'
import { type Delivery, deliveryColumns } from './delivery-view.ts'

/** The events a connection received, newest first. */
export const listDeliveries: Verb<'connection.deliveries'> = (ctx, input) =>
  ctx.readOnly(async (tx) => {
    await connectionOrThrow(tx, input.id)
    const question = { list: 'connection.deliveries', ...input }
    const from = readCursor(ctx, question, input.cursor)
    const limit = input.limit ?? 50
    const status = input.status ? sql`AND status = ${input.status}` : sql``
    const after = from ? sql`AND (received_at, id) < (${from[0]}::timestamptz, ${from[1]}::text)` : sql``
    const rows = await tx.many(sql<Delivery>`
      SELECT ${deliveryColumns} FROM inbox
      WHERE workspace_id = ${tx.workspaceId} AND connection_id = ${input.id} ${status} ${after}
      ORDER BY received_at DESC, id DESC LIMIT ${limit + 1}`)
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    const more = rows.length > limit && last
    return { items, next: more ? writeCursor(ctx, question, [last.receivedAt, last.id]) : null }
  })
