import type { Instant } from '../../core/lib/instant.ts'
import { formatRelative, type Width } from '../format.ts'
import { classNames } from './class-names.ts'
import { ExactTimes } from './ExactTimes.tsx'
import { useLocale } from './FormatContext.tsx'
import { Tooltip } from './Tooltip.tsx'
import { useNow } from './use-now.ts'

export type RelativeTimeProps = {
  at: Instant
  /** The zone of whoever it concerns; shown beside the reader's own where it differs. */
  ownerZone?: string
  width?: Width
  /** False inside a table row, where one stop per row is enough. */
  focusable?: boolean
  className?: string
}

/** `3h ago`, with the exact moment on hover and focus, for the reader and for the owner. */
export function RelativeTime({
  at,
  ownerZone,
  width = 'narrow',
  focusable = true,
  className,
}: RelativeTimeProps) {
  const locale = useLocale()
  const now = useNow()
  return (
    <Tooltip content={<ExactTimes locale={locale} at={at} ownerZone={ownerZone} />}>
      <time
        dateTime={at}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the exact time must be within reach of the keyboard
        tabIndex={focusable ? 0 : undefined}
        data-tip-tap=""
        className={classNames('num rounded-sm whitespace-nowrap', className)}
      >
        {formatRelative(locale, at, now, width)}
      </time>
    </Tooltip>
  )
}
