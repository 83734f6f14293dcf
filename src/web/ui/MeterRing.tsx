import { formatPercent } from '../format.ts'
import { classNames } from './class-names.ts'
import { useLocale } from './FormatContext.tsx'
import { type Tone, toneIcon } from './tone.ts'

export type MeterRingProps = {
  /** What is measured, for screen readers: `Completeness`. */
  label: string
  /** Between 0 and 1. */
  value: number
  tone?: Tone
  /** `sm` for rows (number beside it), `lg` with the number inside. */
  size?: 'sm' | 'lg'
  hideValue?: boolean
}

/** A share as a ring that closes: completeness, quality. */
export function MeterRing({ label, value, tone, size = 'sm', hideValue }: MeterRingProps) {
  const at = useLocale()
  const share = Math.min(Math.max(value, 0), 1)
  const own = tone ?? (share >= 1 ? 'ok' : 'accent')
  const text = formatPercent(at, share)
  const [box, radius, width] = size === 'sm' ? [16, 6.25, 2.5] : [48, 20.5, 4]
  const around = 2 * Math.PI * radius
  return (
    <span
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      aria-valuetext={text}
      className="relative inline-flex items-center gap-1.5"
    >
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${box} ${box}`}
        className={classNames(size === 'sm' ? 'size-4' : 'size-12', '-rotate-90')}
      >
        <circle
          cx={box / 2}
          cy={box / 2}
          r={radius}
          fill="none"
          strokeWidth={width}
          className="stroke-active"
        />
        <circle
          cx={box / 2}
          cy={box / 2}
          r={radius}
          fill="none"
          strokeWidth={width}
          stroke="currentColor"
          strokeLinecap={share > 0 ? 'round' : 'butt'}
          strokeDasharray={`${share * around} ${around}`}
          className={classNames(
            'transition-[stroke-dasharray] duration-300 ease-out',
            own === 'accent' ? 'text-accent' : toneIcon[own],
          )}
        />
      </svg>
      {!hideValue && (
        <span
          aria-hidden
          className={classNames(
            'num',
            size === 'lg'
              ? 'absolute inset-0 flex items-center justify-center text-sm font-semibold'
              : 'text-muted',
          )}
        >
          {text}
        </span>
      )}
    </span>
  )
}
