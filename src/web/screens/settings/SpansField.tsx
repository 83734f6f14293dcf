import { Plus, X } from 'lucide-react'
import { classNames } from '../../ui/class-names.ts'
import { controlFocus, controlFrame } from '../../ui/control-style.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import type { Span } from './calendar-values.ts'

type SpansFieldProps = {
  /** Whose hours, read aloud: a weekday, a date. */
  label: string
  value: readonly Span[]
  onChange: (value: Span[]) => void
}

const most = 6
const time = classNames('num h-8 w-29 px-2', controlFrame, controlFocus)

/** From when until when, once or several times a day. */
export function SpansField({ label, value, onChange }: SpansFieldProps) {
  const put = (index: number, part: Partial<Span>): void =>
    onChange(value.map((span, at) => (at === index ? { ...span, ...part } : span)))
  const more = (): void => {
    const last = value.at(-1)?.until
    const from = last === undefined ? '09:00' : last < '22:00' ? later(last, 1) : '22:00'
    onChange([...value, { from, until: last === undefined ? '17:00' : later(from, 2) }])
  }
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1.5 phone:gap-x-0">
      {value.length === 0 && <span className="flex h-8 items-center text-faint">Closed</span>}
      {value.map((span, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: spans have no id
        <span key={index} className="inline-flex items-center gap-1">
          <input
            type="time"
            aria-label={`${label}, opens${value.length > 1 ? ` (${index + 1})` : ''}`}
            className={time}
            value={span.from}
            onChange={(event) => put(index, { from: event.target.value })}
          />
          <span aria-hidden className="text-faint">
            –
          </span>
          <input
            type="time"
            aria-label={`${label}, closes${value.length > 1 ? ` (${index + 1})` : ''}`}
            className={time}
            // the browser's field knows no 24:00
            value={span.until === '24:00' ? '00:00' : span.until}
            onChange={(event) =>
              put(index, { until: event.target.value === '00:00' ? '24:00' : event.target.value })
            }
          />
          <IconButton
            size="sm"
            icon={X}
            label={`Remove ${span.from} to ${span.until} on ${label}`}
            onClick={() => onChange(value.filter((_, at) => at !== index))}
          />
        </span>
      ))}
      {value.length < most && (
        <IconButton
          size="sm"
          icon={Plus}
          label={value.length === 0 ? `Open on ${label}` : `More hours on ${label}`}
          onClick={more}
        />
      )}
    </div>
  )
}

function later(time: string, hours: number): string {
  const [hour = 0, minute = '00'] = time.split(':').map((part, index) => (index === 0 ? Number(part) : part))
  return `${String(Math.min(Number(hour) + hours, 23)).padStart(2, '0')}:${minute}`
}
