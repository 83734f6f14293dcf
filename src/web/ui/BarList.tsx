import type { ReactNode } from 'react'
import { type Tone, toneSolid } from './tone.ts'

export type Bar = {
  id: string
  label: ReactNode
  value: number /** The value as it is read. */
  text: string
  tone?: Tone
}

/** Amounts as bars with their numbers, longest for the largest. */
export function BarList({ label, bars, max }: { label: string; bars: readonly Bar[]; max?: number }) {
  const most = max ?? Math.max(...bars.map((bar) => bar.value), 1)
  return (
    <ul aria-label={label} className="flex flex-col gap-1">
      {bars.map((bar) => (
        <li key={bar.id} className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] items-center gap-3">
          <span className="truncate">{bar.label}</span>
          <span aria-hidden className="h-1.5 overflow-hidden rounded-full bg-hover">
            <span
              className={`block h-full min-w-0.5 rounded-full ${toneSolid[bar.tone ?? 'accent']}`}
              style={{ width: `${(Math.max(bar.value, 0) / most) * 100}%` }}
            />
          </span>
          <span className="num min-w-8 text-right text-muted">{bar.text}</span>
        </li>
      ))}
    </ul>
  )
}
