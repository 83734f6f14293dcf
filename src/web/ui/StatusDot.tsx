import { classNames } from './class-names.ts'
import { type Tone, toneIcon } from './tone.ts'

/** How far along a thing is, as a ring that fills: told apart by shape, not only by colour. */
export const statusShapes = [
  'dashed',
  'empty',
  'half',
  'most',
  'full',
  'returned',
  'crossed',
  'held',
] as const
export type StatusShape = (typeof statusShapes)[number]

export type StatusDotProps = {
  label: string
  shape: StatusShape
  tone?: Tone
  bare?: boolean
  className?: string
}

const share: Partial<Record<StatusShape, number>> = { half: 0.5, most: 0.75 }

function Shape({ shape }: { shape: StatusShape }) {
  const filled = share[shape]
  if (shape === 'full') {
    return (
      <>
        <circle cx="7" cy="7" r="6" fill="currentColor" />
        <path
          d="m4.4 7.2 1.8 1.8 3.5-3.7"
          className="stroke-canvas"
          strokeWidth="1.5"
          fill="none"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </>
    )
  }
  const ring = (
    <circle
      cx="7"
      cy="7"
      r="5.25"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeDasharray={shape === 'dashed' ? '1.6 2.15' : undefined}
    />
  )
  return (
    <>
      {ring}
      {filled !== undefined && (
        <circle
          cx="7"
          cy="7"
          r="1.6"
          fill="none"
          stroke="currentColor"
          strokeWidth="3.2"
          strokeDasharray={`${filled * 2 * Math.PI * 1.6} 100`}
          transform="rotate(-90 7 7)"
        />
      )}
      {shape === 'crossed' && (
        <path d="m5 5 4 4m0-4-4 4" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" />
      )}
      {shape === 'returned' && (
        <path
          d="M9.4 7H4.9m1.7-1.9L4.7 7l1.9 1.9"
          stroke="currentColor"
          strokeWidth="1.4"
          fill="none"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      )}
      {shape === 'held' && (
        <path d="M5.8 5.2v3.6m2.4-3.6v3.6" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" />
      )}
    </>
  )
}

export function StatusDot({ label, shape, tone = 'neutral', bare, className }: StatusDotProps) {
  return (
    <span className={classNames('inline-flex min-w-0 items-center gap-1.5 whitespace-nowrap', className)}>
      <svg aria-hidden="true" viewBox="0 0 14 14" className={classNames('size-3.5 shrink-0', toneIcon[tone])}>
        <Shape shape={shape} />
      </svg>
      <span className={bare ? 'sr-only' : 'truncate'}>{label}</span>
    </span>
  )
}
