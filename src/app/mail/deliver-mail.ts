import { sql } from 'kysely'
import { ConnectorError } from '../../connectors/kit/connector-error.ts'
import type { Connectors, OutgoingMail } from '../connectors.ts'
import type { Ctx } from '../context.ts'
import type { OperationTx } from '../operation-tx.ts'
import { lockMail, type MailRow } from './mail-row.ts'

export type Delivering = {
  mailId: string
  /** Work in a transaction of its own that still holds the claim on this mail, or throws. */
  inTx: <T>(work: (ctx: Ctx, tx: OperationTx) => Promise<T>) => Promise<T>
  /** No further try will follow this one. */
  lastTry: boolean
}

/** Often enough that a slow mail server does not cost the claim. */
const renewMs = 10_000

/**
 * Sends one mail. Its Message-ID is made of its own id, so that a mail which was taken by the server just before this
 * process died is recognised when it comes again. Without a mail server it is kept to be read on screen.
 */
export async function deliverMail(delivering: Delivering): Promise<void> {
  const { mailId, inTx, lastTry } = delivering
  const ready = await inTx((ctx, tx) => takeMail(ctx, tx, mailId))
  if (!ready) return
  try {
    await whileRenewing(delivering, () => ready.mailer.send(ready.mail))
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    const again = error.retryable && !lastTry
    await inTx((_ctx, tx) =>
      settle(tx, mailId, { status: again ? 'queued' : 'failed', error: error.message }),
    )
    if (again) throw error
    return
  }
  await inTx((_ctx, tx) => settle(tx, mailId, { status: 'sent', error: null }))
}

type Ready = { mailer: NonNullable<Connectors['mail']>; mail: OutgoingMail }

async function takeMail(ctx: Ctx, tx: OperationTx, mailId: string): Promise<Ready | null> {
  const row = await lockMail(tx, mailId)
  if (row?.status !== 'queued') return null
  if (await isGone(tx, row)) {
    await settle(tx, mailId, {
      status: 'held',
      error: 'Not sent: this person has no access to the workspace any more.',
    })
    return null
  }
  const mailer = ctx.connectors.mail
  if (!mailer) {
    await settle(tx, mailId, { status: 'kept', error: null })
    return null
  }
  return { mailer, mail: outgoing(row, ctx.connectors.publicUrl) }
}

async function isGone(tx: OperationTx, { member_id: memberId }: MailRow): Promise<boolean> {
  if (memberId === null) return false
  const member = await tx.maybe(
    sql<{
      status: string
    }>`SELECT status FROM member WHERE workspace_id = ${tx.workspaceId} AND id = ${memberId}`,
  )
  return member?.status === 'suspended'
}

function outgoing(row: MailRow, publicUrl: string): OutgoingMail {
  return {
    messageId: `<${row.id}@${hostOf(publicUrl)}>`,
    to: row.to_address,
    subject: row.subject,
    text: row.text_body,
    html: row.html_body,
  }
}

/** A Message-ID takes letters, digits, dots and hyphens; an address in brackets does not fit. */
function hostOf(publicUrl: string): string {
  return new URL(publicUrl).hostname.replaceAll(/[^A-Za-z0-9.-]/g, '-').slice(0, 120)
}

async function settle(
  tx: OperationTx,
  mailId: string,
  { status, error }: { status: 'queued' | 'sent' | 'failed' | 'kept' | 'held'; error: string | null },
): Promise<void> {
  await tx.run(sql`
    UPDATE mail SET status = ${status}, error = ${error}, sent_at = ${status === 'sent' ? tx.now : null}, version = version + 1
    WHERE workspace_id = ${tx.workspaceId} AND id = ${mailId} AND status = 'queued'`)
}

async function whileRenewing<T>({ inTx }: Delivering, work: () => Promise<T>): Promise<T> {
  // A claim that is lost is noticed when the outcome is written; the sending itself cannot be taken back.
  const timer = setInterval(() => void inTx(async () => undefined).catch(() => undefined), renewMs)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}
