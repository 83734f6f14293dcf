import { classNames } from './class-names.ts'

export type LevelTagProps = {
  label: string
  /** How much of it: bars filled out of three; 0 draws them all empty. */
  level: 0 | 1 | 2 | 3
  /** Only the bars; the label is read aloud. */
  bare?: boolean
}

/** A rank as rising bars beside its name, quiet enough for every row of a table: a tier. */
export function LevelTag({ label, level, bare }: LevelTagProps) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap text-muted">
      <svg aria-hidden="true" viewBox="0 0 12 12" className="size-3 shrink-0 fill-current">
        {[0, 1, 2].map((bar) => (
          <rect
            key={bar}
            x={bar * 4.5}
            y={8 - bar * 3.5}
            width="3"
            height={4 + bar * 3.5}
            rx="1"
            className={classNames(bar >= level && 'opacity-30')}
          />
        ))}
      </svg>
      <span className={bare ? 'sr-only' : 'truncate'}>{label}</span>
    </span>
  )
}
