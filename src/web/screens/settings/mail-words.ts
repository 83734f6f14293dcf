import type { StatusShape } from '../../ui/StatusDot.tsx'
import type { Tone } from '../../ui/tone.ts'

export const mailStatuses = ['queued', 'sent', 'failed', 'kept', 'held'] as const
export type MailStatus = (typeof mailStatuses)[number]

export const mailLooks: Readonly<Record<MailStatus, { label: string; shape: StatusShape; tone: Tone }>> = {
  queued: { label: 'Waiting', shape: 'half', tone: 'accent' },
  sent: { label: 'Sent', shape: 'full', tone: 'ok' },
  failed: { label: 'Failed', shape: 'crossed', tone: 'danger' },
  kept: { label: 'Kept', shape: 'dashed', tone: 'neutral' },
  held: { label: 'Held', shape: 'held', tone: 'warn' },
}

/** Why a mail is where it is. */
export const mailReasons: Readonly<Record<MailStatus, string>> = {
  queued: 'It is about to be sent.',
  sent: 'The mail server took it.',
  failed: 'The mail server did not take it, several times.',
  kept: 'There was no mail server when it was written.',
  held: 'It comes from before a restore: sending it again could tell somebody old news.',
}
