import type { DealSource } from '../connectors/kit/deal-source.ts'
import type { Instant } from '../core/lib/instant.ts'

/** A mail to one person. `messageId` is ours and the same on every try, so a repeat can be recognised. */
export type OutgoingMail = { messageId: string; to: string; subject: string; text: string; html: string }

/** What verbs and jobs may ask of the outside world, by capability and never by system. */
export type Connectors = {
  /** NULL where no mail server is set up: mails are then kept to be read on screen. */
  mail: { send(mail: OutgoingMail): Promise<{ sentAt: Instant }> } | null
  /** Systems that tell of deals by calling us. */
  deals: DealSource
  seal: { seal(text: string, place: string): string; unseal(sealed: string, place: string): string }
  /** The address people and systems reach us at, without a slash at the end. */
  publicUrl: string
}
