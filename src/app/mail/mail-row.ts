import type { Selectable } from 'kysely'
import type { Output } from '../../contract/operations.ts'
import { qb } from '../../db/query.ts'
import type { MailTable } from '../../db/schema/mail.ts'
import type { Tx } from '../../db/tx.ts'

export type MailRow = Selectable<MailTable>
export type MailView = Output<'mail.list'>['items'][number]

export const mailStatuses = ['queued', 'sent', 'failed', 'kept', 'held'] as const

export async function findMail(tx: Tx, id: string): Promise<MailRow | undefined> {
  return tx.maybe(
    qb.selectFrom('mail').selectAll().where('workspace_id', '=', tx.workspaceId).where('id', '=', id),
  )
}

export async function lockMail(tx: Tx, id: string): Promise<MailRow | undefined> {
  return tx.maybe(
    qb
      .selectFrom('mail')
      .selectAll()
      .where('workspace_id', '=', tx.workspaceId)
      .where('id', '=', id)
      .forUpdate(),
  )
}

export function mailView(
  row: Pick<MailRow, 'id' | 'to_address' | 'subject' | 'status' | 'error' | 'created_at' | 'sent_at'>,
): MailView {
  return {
    id: row.id,
    to: row.to_address,
    subject: row.subject,
    status: mailStatuses.find((s) => s === row.status) ?? 'failed',
    error: row.error,
    createdAt: row.created_at,
    sentAt: row.sent_at,
  }
}
