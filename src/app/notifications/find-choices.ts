import { sql } from 'kysely'
import type { NotificationEvent } from '../../contract/messages.ts'
import type { Tx } from '../../db/tx.ts'
import { type HowTold, mailChoices, usualWay } from './events.ts'

type Row = { member_id: string; event: string; in_app: boolean; mail: string }

/** How each of these members wants to hear of an event: what they chose, else what is usual. */
export async function findChoices(
  tx: Tx,
  memberIds: readonly string[],
): Promise<(memberId: string, event: NotificationEvent) => HowTold> {
  const rows = await tx.many(sql<Row>`
    SELECT member_id, event, in_app, mail FROM notification_choice
    WHERE workspace_id = ${tx.workspaceId} AND member_id = ANY (${[...memberIds]}::text[])`)
  const chosen = new Map(rows.map((r) => [`${r.member_id} ${r.event}`, r]))
  return (memberId, event) => {
    const row = chosen.get(`${memberId} ${event}`)
    const usual = usualWay(event)
    return row ? { inApp: row.in_app, mail: mailChoices.find((m) => m === row.mail) ?? usual.mail } : usual
  }
}
