import { type Actor, actingMemberId } from '../context.ts'
import { notFound } from '../errors.ts'
import type { Verb } from '../verbs.ts'
import { hideLinks } from './hide-links.ts'
import { findMail, type MailRow, mailView } from './mail-row.ts'

/** One mail as it went out. Where no mail server brings them, an admin hands one-time links on; nobody else sees them. */
export const showMail: Verb<'mail.show'> = (ctx, input) =>
  ctx.readOnly(async (tx) => {
    const row = await findMail(tx, input.id)
    if (!row) throw notFound('mail')
    const shown = mayUseLinks(ctx.actor, row) ? (text: string) => text : hideLinks
    return { ...mailView(row), text: shown(row.text_body), html: shown(row.html_body) }
  })

function mayUseLinks(actor: Actor, row: MailRow): boolean {
  if (row.member_id !== null && row.member_id === actingMemberId(actor)) return true
  return row.status === 'kept' && actor.kind === 'member' && actor.roles.includes('admin')
}
