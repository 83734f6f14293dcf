import { formatPercent } from '../format.ts'
import { classNames } from './class-names.ts'
import { useLocale } from './FormatContext.tsx'
import { type Tone, toneSolid } from './tone.ts'

export type ProgressBarProps = {
  label: string
  /** Between 0 and 1; null while nobody can know. */
  value: number | null
  /** What stands at the end of the line instead of the percentage: `3,200 of about 8,800`. */
  detail?: string
  tone?: Tone
  hideLabel?: boolean
}

/** How far long work has come. */
export function ProgressBar({ label, value, detail, tone = 'accent', hideLabel }: ProgressBarProps) {
  const at = useLocale()
  const share = value === null ? null : Math.min(Math.max(value, 0), 1)
  const text = detail ?? (share === null ? '' : formatPercent(at, share))
  return (
    <div className="min-w-0">
      {!hideLabel && (
        <div className="mb-1 flex justify-between gap-3 text-sm">
          <span className="truncate">{label}</span>
          <span className="num shrink-0 text-muted">{text}</span>
        </div>
      )}
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === null ? undefined : Math.round(share * 100)}
        aria-valuetext={text || undefined}
        className="h-1 overflow-hidden rounded-full bg-active"
      >
        <div
          className={classNames(
            'h-full rounded-full transition-[width] duration-300 ease-out',
            toneSolid[tone],
            share === null && 'w-1/3 animate-shimmer',
          )}
          style={share === null ? undefined : { width: `${share * 100}%` }}
        />
      </div>
    </div>
  )
}
