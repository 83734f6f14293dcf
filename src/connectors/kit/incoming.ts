import type { DealType } from '../../core/deal/deal.ts'
import type { Money } from '../../core/deal/money.ts'
import type { Day, Instant } from '../../core/lib/instant.ts'

/** A person at the customer, as a source tells of them. */
export type IncomingContact = {
  externalId?: string
  name: string
  email?: string
  phone?: string
  title?: string
  role?: string
}

/**
 * A deal as any source tells of it, before it is matched with what is known. A field that is absent was not
 * spoken of and changes nothing; null says the source has no value.
 */
export type IncomingDeal = {
  externalId: string
  name?: string
  accountExternalId?: string | null
  accountName?: string | null
  ownerExternalId?: string | null
  ownerEmail?: string | null
  ownerName?: string | null
  pipeline?: string | null
  stageId?: string | null
  stageLabel?: string | null
  dealType?: DealType | null
  amount?: Money | null
  /** Annual value, where the source keeps it apart from the amount. */
  annual?: Money | null
  probability?: number | null
  products?: string[]
  expectedCloseOn?: Day | null
  createdOn?: Day | null
  wonAt?: Instant | null
  lostAt?: Instant | null
  signedAt?: Instant | null
  contacts?: IncomingContact[]
  fields?: Record<string, string | number | boolean | null>
  /** Answers the source already holds, by requirement id. */
  answers?: Record<string, unknown>
  /** When the change happened at the source; older ones than the latest known change nothing. */
  occurredAt: Instant | null
}
