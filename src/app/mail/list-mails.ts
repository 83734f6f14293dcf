import { sql } from 'kysely'
import { readCursor, writeCursor } from '../cursor.ts'
import type { Verb } from '../verbs.ts'
import { type MailRow, mailView } from './mail-row.ts'

/** Mails sent, waiting or kept, newest first. */
export const listMails: Verb<'mail.list'> = (ctx, input) =>
  ctx.readOnly(async (tx) => {
    const question = { list: 'mail.list', ...input }
    const from = readCursor(ctx, question, input.cursor)
    const limit = input.limit ?? 50
    const status = input.status ? sql`AND status = ${input.status}` : sql``
    const after = from ? sql`AND (created_at, id) < (${from[0]}::timestamptz, ${from[1]}::text)` : sql``
    const rows = await tx.many(sql<MailRow>`
      SELECT id, to_address, subject, status, error, created_at, sent_at FROM mail
      WHERE workspace_id = ${tx.workspaceId} ${status} ${after} ORDER BY created_at DESC, id DESC LIMIT ${limit + 1}`)
    const last = rows[limit - 1]
    return {
      items: rows.slice(0, limit).map(mailView),
      next: rows.length > limit && last ? writeCursor(ctx, question, [last.created_at, last.id]) : null,
    }
  })
