import { CircleAlert, CircleDashed, Hourglass } from 'lucide-react'
import type { BriefItem } from '../../../contract/deals.ts'
import type { Icon } from '../../ui/icon.ts'
import { type Tone, toneText } from '../../ui/tone.ts'
import { isMissing } from './brief-items.ts'

const stages: Readonly<Record<BriefItem['knowable'], string>> = {
  open: 'from the start',
  likely: 'once the deal is likely',
  won: 'once it is won',
  signed: 'once it is signed',
}

function wordsFor(item: BriefItem): { text: string; tone: Tone; icon: Icon | null } | null {
  if (item.status === 'expired') return { text: 'The excuse has run out', tone: 'warn', icon: CircleAlert }
  if (item.status === 'unknown') return { text: 'Open until then', tone: 'warn', icon: Hourglass }
  if (item.status !== 'missing') return null
  if (!item.due) return { text: `Asked ${stages[item.knowable]}`, tone: 'neutral', icon: null }
  if (!isMissing(item)) return { text: 'Optional', tone: 'neutral', icon: null }
  return item.need === 'gate'
    ? { text: 'Missing, required', tone: 'danger', icon: CircleAlert }
    : { text: 'Missing', tone: 'warn', icon: CircleDashed }
}

/** Whether an answer is owed; says nothing where everything is well. */
export function NeedMark({ item }: { item: BriefItem }) {
  const words = wordsFor(item)
  if (words === null) return null
  const { text, tone, icon: Glyph } = words
  return (
    <p
      className={`mt-0.5 flex items-center gap-1 text-sm ${tone === 'neutral' ? 'text-faint' : toneText[tone]}`}
    >
      {Glyph && <Glyph aria-hidden className="size-3.5 shrink-0" />}
      {text}
    </p>
  )
}
