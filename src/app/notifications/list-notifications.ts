import { sql } from 'kysely'
import type { Output } from '../../contract/operations.ts'
import type { Tx } from '../../db/tx.ts'
import { type Actor, actingMemberId } from '../context.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import { forbidden } from '../errors.ts'
import type { Verb } from '../verbs.ts'

type Item = Output<'notification.list'>['items'][number]

/** What one was told, newest first. */
export const listNotifications: Verb<'notification.list'> = (ctx, input) =>
  ctx.readOnly(async (tx) => {
    const me = myself(ctx.actor)
    const question = { list: 'notification.list', me, ...input }
    const from = readCursor(ctx, question, input.cursor)
    const limit = input.limit ?? 50
    const unread = input.unread ? sql`AND read_at IS NULL` : sql``
    const after = from ? sql`AND (created_at, id) < (${from[0]}::timestamptz, ${from[1]}::text)` : sql``
    const [rows, count] = await Promise.all([
      tx.many(sql<Item>`
        SELECT id, event, title, body, path, created_at AS "createdAt", read_at AS "readAt" FROM notification
        WHERE workspace_id = ${tx.workspaceId} AND member_id = ${me} AND in_app ${unread} ${after}
        ORDER BY created_at DESC, id DESC LIMIT ${limit + 1}`),
      countUnread(tx, me),
    ])
    const last = rows[limit - 1]
    return {
      items: rows.slice(0, limit),
      next: rows.length > limit && last ? writeCursor(ctx, question, [last.createdAt, last.id]) : null,
      unread: count,
    }
  })

/** Marks what one was told as read; it is then left out of the next digest too. */
export const readNotifications: Verb<'notification.read'> = (ctx, input) =>
  ctx.inTransaction(async (tx) => {
    const me = myself(ctx.actor)
    const which = input.ids ? sql`AND id = ANY (${input.ids}::text[])` : sql``
    await tx.run(sql`UPDATE notification SET read_at = ${tx.now}
      WHERE workspace_id = ${tx.workspaceId} AND member_id = ${me} AND in_app AND read_at IS NULL ${which}`)
    return { unread: await countUnread(tx, me) }
  })

async function countUnread(tx: Tx, memberId: string): Promise<number> {
  const { n } = await tx.one(sql<{ n: number }>`
    SELECT count(*) AS n FROM notification WHERE workspace_id = ${tx.workspaceId} AND member_id = ${memberId} AND in_app AND read_at IS NULL`)
  return n
}

export function myself(actor: Actor): string {
  const me = actingMemberId(actor)
  if (me === null) throw forbidden('Only a member has notifications.')
  return me
}
