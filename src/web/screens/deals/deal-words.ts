import type { DealType } from '../../../core/deal/deal.ts'
import type { StageKind } from '../../../core/playbook/playbook.ts'
import type { StatusShape } from '../../ui/StatusDot.tsx'
import type { Tone } from '../../ui/tone.ts'

export const stageLooks: Readonly<Record<StageKind, { label: string; shape: StatusShape; tone: Tone }>> = {
  open: { label: 'Open', shape: 'empty', tone: 'neutral' },
  likely: { label: 'Likely', shape: 'half', tone: 'accent' },
  won: { label: 'Won', shape: 'full', tone: 'ok' },
  lost: { label: 'Lost', shape: 'crossed', tone: 'neutral' },
}

export const dealTypeWords: Readonly<Record<DealType, string>> = {
  new: 'New customer',
  expansion: 'Expansion',
  renewal: 'Renewal',
}
