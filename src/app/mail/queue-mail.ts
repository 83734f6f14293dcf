import type { Instant } from '../../core/lib/instant.ts'
import { insertMany } from '../../db/insert-many.ts'
import type { Ctx } from '../context.ts'
import type { OperationTx } from '../operation-tx.ts'

export type QueuedMail = {
  to: string
  memberId: string | null
  subject: string
  text: string
  html: string
  notBefore?: Instant
  /** Written to be read and sent by hand, not by itself. */
  held?: boolean
}

/** Writes a mail with the change it tells of, and leaves a job that sends it. Without a mail server it is kept to be read on screen. */
export async function queueMail(ctx: Ctx, tx: OperationTx, mail: QueuedMail): Promise<string> {
  const [id = ''] = await queueMails(ctx, tx, [mail])
  return id
}

/** The same for several, in one statement. */
export async function queueMails(
  ctx: Ctx,
  tx: OperationTx,
  mails: readonly QueuedMail[],
): Promise<readonly string[]> {
  if (mails.length === 0) return []
  const ids = mails.map(() => ctx.newId('mal')).sort()
  await tx.run(
    insertMany(
      'mail',
      mails.map((mail, i) => rowOf(tx, { mail, id: ids[i] ?? '' })),
    ),
  )
  for (const [i, { notBefore, held }] of mails.entries()) {
    if (held === true) continue
    tx.enqueue({ job: 'send-mail', payload: { mailId: ids[i] ?? '' }, ...(notBefore ? { notBefore } : {}) })
  }
  return ids
}

function rowOf(tx: OperationTx, { mail, id }: { mail: QueuedMail; id: string }) {
  return {
    workspace_id: tx.workspaceId,
    id,
    member_id: mail.memberId,
    to_address: mail.to,
    subject: mail.subject,
    text_body: mail.text,
    html_body: mail.html,
    status: mail.held === true ? 'held' : 'queued',
    created_at: tx.now,
    version: 1,
  }
}
