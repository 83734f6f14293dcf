import { sql } from 'kysely'
import type { z } from 'zod'
import type { DeliveryRow } from '../../contract/connections.ts'

/** The columns of an event as screens show it. `octet_length` reads a body's size without the body. */
export const deliveryColumns = sql`id, event_id AS "eventId", received_at AS "receivedAt", status, outcome, attempts, conflicts,
  deal_id AS "dealId", coalesce(octet_length(body), 0) AS "sizeBytes"`

export type Delivery = z.infer<typeof DeliveryRow>
