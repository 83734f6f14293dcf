import { Palmtree } from 'lucide-react'
import type { MemberRow } from '../../../contract/people.ts'
import { dayIn, formatDay, formatShortDate } from '../../format.ts'
import { useLocale } from '../../ui/FormatContext.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useNow } from '../../ui/use-now.ts'

/** Out of office, or soon to be. */
export function AwayTag({ away }: { away: MemberRow['away'] }) {
  const at = useLocale()
  const now = useNow()
  if (away === null) return null
  const begun = Date.parse(away.from) <= now
  const words = begun
    ? away.until === null
      ? 'Away'
      : `Away until ${formatShortDate(at, away.until, now)}`
    : `Away from ${formatShortDate(at, away.from, now)}`
  return (
    <Tag icon={Palmtree} tone={begun ? 'warn' : 'neutral'}>
      {words}
    </Tag>
  )
}

/** The whole of it in a sentence. */
export function useAwaySentence(): (away: NonNullable<MemberRow['away']>) => string {
  const at = useLocale()
  return ({ from, until, cover }) => {
    const day = (instant: string): string => formatDay(at, dayIn(at.zone, instant))
    const span = until === null ? `from ${day(from)}, open-ended` : `from ${day(from)} until ${day(until)}`
    return `${span}; ${cover ? `${cover.name} stands in` : 'nobody stands in'}`
  }
}
