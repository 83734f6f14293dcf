import { sql } from 'kysely'
import type { SourceItem } from '../../connectors/kit/deal-source.ts'
import type { Tx } from '../../db/tx.ts'
import { type ClaimedEvent, finishEvent } from './claim-event.ts'
import { child } from './new-event.ts'

/** Makes events of the items of one that turned out to hold several, such as after its mapping was mended. */
export async function splitEvent(tx: Tx, event: ClaimedEvent, items: readonly SourceItem[]): Promise<void> {
  const children = items.map((item) => child(item, { id: event.eventId, atMs: Date.parse(tx.now) }))
  await tx.run(sql`
    INSERT INTO inbox (workspace_id, id, connection_id, event_id, body, body_hash, received_at, due_at, request_id)
    SELECT ${tx.workspaceId}, e.id, ${event.connectionId}, e.event_id, e.body, e.body_hash, ${event.receivedAt ?? tx.now}, ${tx.now}, ${event.requestId}
    FROM unnest(${children.map((e) => e.id)}::text[], ${children.map((e) => e.eventId)}::text[],
      ${children.map((e) => e.body)}::bytea[], ${children.map((e) => e.hash)}::bytea[]) AS e (id, event_id, body, body_hash)
    ON CONFLICT (workspace_id, connection_id, event_id) DO NOTHING`)
  await finishEvent(tx, event, { outcome: `Split into ${items.length} events.`, dealId: null })
}
