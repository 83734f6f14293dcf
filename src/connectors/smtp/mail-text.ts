import type { Result } from '../../core/lib/result.ts'
import { no, ok } from '../../core/lib/result.ts'

/** A mail to exactly one person. `messageId` stays the same on every try, so that a repeat can be recognised. */
export type OutgoingMail = {
  messageId: string
  to: string
  subject: string
  text: string
  html: string
  headers?: Readonly<Record<string, string>>
}

export type ReadyMail = OutgoingMail & { headers: Record<string, string> }

export const mailRefusals = [
  'recipient_malformed',
  'subject_malformed',
  'message_id_malformed',
  'header_refused',
  'mail_too_large',
] as const
export type MailRefusal = (typeof mailRefusals)[number]

const localPart = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const domain =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/
const allowedHeader =
  /^(?:auto-submitted|precedence|list-id|list-unsubscribe|list-unsubscribe-post|in-reply-to|references|x-[a-z0-9-]{1,60})$/
const longestSubject = 250
const longestBody = 500_000

/** One plain address, or null: no list, no group, no name, no quoted part, no comment, no second @. */
export function readAddress(text: string): { local: string; domain: string } | null {
  const [local = '', host = '', more] = text.split('@')
  if (more !== undefined || text.length > 254 || local.length > 64) return null
  return localPart.test(local) && domain.test(host) ? { local, domain: host } : null
}

/** Whether a mail may be handed to the mail server: one recipient, and no text that could become another header. */
export function checkMail(mail: OutgoingMail): Result<ReadyMail, MailRefusal> {
  if (readAddress(mail.to) === null)
    return no('recipient_malformed', 'expected exactly one plain mail address as recipient')
  if (mail.subject.length > longestSubject || /\p{Cc}|[\u2028\u2029]/u.test(mail.subject))
    return no('subject_malformed', `expected a subject of one line and at most ${longestSubject} characters`)
  if (!/^<[A-Za-z0-9._-]{1,120}@[A-Za-z0-9.-]{1,120}>$/.test(mail.messageId))
    return no('message_id_malformed', 'expected a message id of the form <name@host>')
  if (mail.text.length > longestBody || mail.html.length > longestBody)
    return no('mail_too_large', `expected at most ${longestBody} characters in a mail`)
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(mail.headers ?? {})) {
    if (!allowedHeader.test(name.toLowerCase()))
      return no('header_refused', 'expected a header that a mail of ours may carry')
    if (!/^[\x20-\x7e]{0,900}$/.test(value))
      return no('header_refused', `expected one line of ASCII in the header ${name}`)
    headers[name] = value
  }
  return ok({ ...mail, headers })
}
