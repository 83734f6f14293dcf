import type { HandoffStatus } from '../../core/handoff/vocabulary.ts'
import type { StatusShape } from '../ui/StatusDot.tsx'
import type { Tone } from '../ui/tone.ts'

type Look = { label: string; shape: StatusShape; tone: Tone }

/** How each status is called and drawn, everywhere. */
export const statusLooks: Readonly<Record<HandoffStatus, Look>> = {
  preparing: { label: 'Preparing', shape: 'dashed', tone: 'neutral' },
  open: { label: 'Open', shape: 'empty', tone: 'accent' },
  submitted: { label: 'Submitted', shape: 'half', tone: 'warn' },
  returned: { label: 'Returned', shape: 'returned', tone: 'danger' },
  accepted: { label: 'Accepted', shape: 'most', tone: 'ok' },
  confirmed: { label: 'Confirmed', shape: 'full', tone: 'ok' },
  cancelled: { label: 'Cancelled', shape: 'crossed', tone: 'neutral' },
}

/** How many bars the tiers of the standard playbook have; another playbook's tiers stand without. */
export const tierLevels: Readonly<Record<string, 0 | 1 | 2 | 3>> = {
  follow_on: 0,
  smb: 1,
  mid_market: 2,
  enterprise: 3,
}
