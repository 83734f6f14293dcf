import { qb } from '../../db/query.ts'
import type { Ctx } from '../context.ts'
import type { OperationTx } from '../operation-tx.ts'
import type { LinkPurpose } from './create-link.ts'

export type LinkMail = {
  member: { id: string; name: string; email: string }
  purpose: LinkPurpose
  url: string
  workspaceName: string
  /** Who invites, where somebody does. */
  invitedBy?: string | null
}

/** Puts the mail with a one-time link where the sending job finds it. Without a mail server it is read on screen. */
export async function mailLink(tx: OperationTx, ctx: Ctx, mail: LinkMail): Promise<void> {
  const id = ctx.newId('mal')
  const words = mail.purpose === 'invite' ? invitationWords(mail) : signInWords(mail)
  await tx.run(
    qb.insertInto('mail').values({
      workspace_id: tx.workspaceId,
      id,
      member_id: mail.member.id,
      to_address: mail.member.email,
      subject: words.subject,
      text_body: `${words.hello}\n\n${words.why}\n\n${mail.url}\n\n${words.note}\n`,
      html_body: html(words, mail.url),
      status: 'queued',
      error: null,
      created_at: tx.now,
      sent_at: null,
    }),
  )
  tx.enqueue({ job: 'send-mail', payload: { mailId: id } })
}

type Words = { subject: string; hello: string; why: string; button: string; note: string }

function signInWords({ member, workspaceName }: LinkMail): Words {
  return {
    subject: oneLine(`Sign in to ${workspaceName} on Throughline`),
    hello: `Hello ${member.name},`,
    why: `this link signs you in to ${workspaceName}. It works once, within the next 10 minutes.`,
    button: 'Sign in',
    note: 'If you did not ask for it, you need not do anything: nobody else has the link.',
  }
}

function invitationWords({ member, workspaceName, invitedBy }: LinkMail): Words {
  return {
    subject: oneLine(`${invitedBy ?? 'Your team'} invites you to ${workspaceName} on Throughline`),
    hello: `Hello ${member.name},`,
    why: `${invitedBy ?? 'your team'} has added you to ${workspaceName}, where deals pass from Sales to Customer Success. Choose a password to begin; the link works once, within 7 days.`,
    button: 'Accept the invitation',
    note: 'If you do not know who this is from, you need not do anything.',
  }
}

/** A subject is a header: a line break in a name must not start another one. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').slice(0, 200)
}

function html(words: Words, url: string): string {
  const p = (text: string): string => `<p style="margin:0 0 16px">${escapeHtml(text)}</p>`
  const button = `<p style="margin:24px 0"><a href="${escapeHtml(url)}" style="display:inline-block;padding:10px 18px;border-radius:8px;background:#3b5bdb;color:#ffffff;text-decoration:none;font-weight:600">${escapeHtml(words.button)}</a></p>`
  return `<!doctype html><html lang="en"><body style="margin:0;padding:32px;font:16px/1.5 system-ui,sans-serif;color:#1c1f24;background:#ffffff">${p(words.hello)}${p(words.why)}${button}${p(words.note)}</body></html>`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
}
