import { sql } from 'kysely'
import { notFound, refused } from '../errors.ts'
import type { Verb } from '../verbs.ts'
import { lockMail, mailView } from './mail-row.ts'

/** Sends a mail that failed, was kept for want of a mail server, or was held back after a restore. */
export const retryMail: Verb<'mail.retry'> = (ctx, input) =>
  ctx.inTransaction(async (tx) => {
    const row = await lockMail(tx, input.id)
    if (!row) throw notFound('mail')
    if (row.status === 'sent') throw refused('already_sent', 'This mail has been sent.')
    if (row.status === 'queued') throw refused('already_queued', 'This mail is on its way.')
    if (!ctx.connectors.mail)
      throw refused('no_mail_server', 'No mail server is set up, so mails are kept here. Set SMTP_URL first.')
    await tx.run(
      sql`UPDATE mail SET status = 'queued', error = NULL, version = version + 1 WHERE workspace_id = ${tx.workspaceId} AND id = ${row.id}`,
    )
    tx.record('mail.retry', {
      noun: 'mail',
      id: row.id,
      before: { status: row.status },
      after: { status: 'queued' },
      version: row.version + 1,
    })
    tx.enqueue({ job: 'send-mail', payload: { mailId: row.id } })
    return mailView({ ...row, status: 'queued', error: null })
  })
