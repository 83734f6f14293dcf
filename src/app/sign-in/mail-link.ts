import type { Ctx } from '../context.ts'
import { actionMail } from '../mail/action-mail.ts'
import { queueMail } from '../mail/queue-mail.ts'
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
  const { subject, why, button, note } = mail.purpose === 'invite' ? invitationWords(mail) : signInWords(mail)
  const { member, url } = mail
  const hello = `Hello ${member.name},`
  await queueMail(ctx, tx, {
    to: member.email,
    memberId: member.id,
    ...actionMail({ subject, hello, paragraphs: [why], button, url, note }),
  })
}

type Words = { subject: string; why: string; button: string; note: string }

function signInWords({ workspaceName }: LinkMail): Words {
  return {
    subject: `Sign in to ${workspaceName} on Throughline`,
    why: `this link signs you in to ${workspaceName}. It works once, within the next 10 minutes.`,
    button: 'Sign in',
    note: 'If you did not ask for it, you need not do anything: nobody else has the link.',
  }
}

function invitationWords({ workspaceName, invitedBy }: LinkMail): Words {
  return {
    subject: `${invitedBy ?? 'Your team'} invites you to ${workspaceName} on Throughline`,
    why: `${invitedBy ?? 'your team'} has added you to ${workspaceName}, where deals pass from Sales to Customer Success. Choose a password to begin; the link works once, within 7 days.`,
    button: 'Accept the invitation',
    note: 'If you do not know who this is from, you need not do anything.',
  }
}
