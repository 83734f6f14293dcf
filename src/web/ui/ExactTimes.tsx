import type { Instant } from '../../core/lib/instant.ts'
import { exactForBoth, type Locale } from '../format.ts'

type ExactTimesProps = {
  /** Handed over: a tooltip is drawn outside the reader's own settings. */
  locale: Locale
  at: Instant
  ownerZone?: string | undefined
  lead?: string
}

/** One moment in each zone that matters, for a tooltip; written out only when it is looked at. */
export function ExactTimes({ locale, at, ownerZone, lead }: ExactTimesProps) {
  const lines = exactForBoth(locale, at, ownerZone)
  return (
    <span className="num block py-0.5">
      {lead && <span className="mb-0.5 block font-medium">{lead}</span>}
      {lines.map((line) => (
        <span key={line.who} className="flex justify-between gap-4">
          <span>{line.text}</span>
          {lines.length > 1 && <span className="text-on-tip-muted">{line.who}</span>}
        </span>
      ))}
    </span>
  )
}
