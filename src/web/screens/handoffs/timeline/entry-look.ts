import { ArrowRight, Ban, Check, CirclePause, CirclePlay, Siren, Undo2 } from 'lucide-react'
import type { TimelineEntry } from '../../../../contract/handoffs.ts'
import type { Icon } from '../../../ui/icon.ts'
import type { Tone } from '../../../ui/tone.ts'

/** The few events that one looks for have a picture; the rest have the face of who made them. */
const looks: Readonly<Record<string, { icon: Icon; tone: Tone }>> = {
  'handoff.submit': { icon: ArrowRight, tone: 'accent' },
  'handoff.accept': { icon: Check, tone: 'ok' },
  'handoff.return': { icon: Undo2, tone: 'danger' },
  'handoff.hold': { icon: CirclePause, tone: 'warn' },
  'handoff.resume': { icon: CirclePlay, tone: 'accent' },
  'handoff.cancel': { icon: Ban, tone: 'danger' },
  'escalation.raise': { icon: Siren, tone: 'danger' },
}

export function entryLook(action: string): { icon?: Icon; tone?: Tone } {
  return looks[action] ?? {}
}

/** The sentence without the name that stands before it in bold. */
export function sentenceWithout({ sentence, actor }: Pick<TimelineEntry, 'sentence' | 'actor'>): string {
  const named = actor.kind === 'member' && sentence.startsWith(`${actor.name} `)
  const rest = named ? sentence.slice(actor.name.length + 1) : sentence
  return rest.replace(/\.$/, '')
}
