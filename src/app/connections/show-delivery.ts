import { sql } from 'kysely'
import { notFound } from '../errors.ts'
import type { Verb } from '../verbs.ts'
import { type Delivery, deliveryColumns } from './delivery-view.ts'

/** Bodies are shown up to here; the whole is kept all the same. */
const mostShownBytes = 200_000

/** One event as it came. What is no text in UTF-8 is shown with a mark in place of each wrong byte. */
export const showDelivery: Verb<'connection.delivery'> = (ctx, input) =>
  ctx.readOnly(async (tx) => {
    const row = await tx.maybe(sql<Delivery & { head: Buffer | null }>`
      SELECT ${deliveryColumns}, substring(body FROM 1 FOR ${mostShownBytes}) AS head FROM inbox
      WHERE workspace_id = ${tx.workspaceId} AND connection_id = ${input.id} AND id = ${input.eventId}`)
    if (!row) throw notFound('event')
    const { head, ...delivery } = row
    return { ...delivery, body: head === null ? null : asText(head, delivery.sizeBytes) }
  })

function asText(head: Buffer, sizeBytes: number): string {
  const text = new TextDecoder().decode(head)
  return sizeBytes > head.length ? `${text}\n… (${sizeBytes - head.length} bytes more)` : text
}
