import { Plus, X } from 'lucide-react'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { InlineError } from '../../ui/InlineError.tsx'
import type { OwnDay } from './calendar-values.ts'
import { SpansField } from './SpansField.tsx'

type OwnDaysFieldProps = {
  value: readonly OwnDay[]
  onChange: (value: OwnDay[]) => void
  error: string | null
}

/** Days that are other than their weekday: closed, or open at hours of their own; they go before public holidays. */
export function OwnDaysField({ value, onChange, error }: OwnDaysFieldProps) {
  const put = (index: number, part: Partial<OwnDay>): void =>
    onChange(value.map((day, at) => (at === index ? { ...day, ...part } : day)))
  return (
    <div className="flex flex-col gap-2">
      {value.length === 0 && <p className="text-muted">None.</p>}
      <ul className="flex flex-col gap-2">
        {value.map((day, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: days have no id while their date is typed
          <li key={index} className="flex flex-col gap-1.5 border-l-2 border-line-strong pl-3">
            <div className="flex items-center gap-1">
              <DateField
                hideLabel
                label={`Day ${index + 1}`}
                className="w-40"
                value={day.on === '' ? null : day.on}
                onChange={(on) => put(index, { on: on ?? '' })}
              />
              <IconButton
                size="sm"
                icon={X}
                label={`Remove ${day.on || `day ${index + 1}`}`}
                onClick={() => onChange(value.filter((_, at) => at !== index))}
              />
            </div>
            <SpansField
              label={day.on || `day ${index + 1}`}
              value={day.spans}
              onChange={(spans) => put(index, { spans })}
            />
          </li>
        ))}
      </ul>
      {error && (
        <div className="text-sm">
          <InlineError>{error}</InlineError>
        </div>
      )}
      <Button
        size="sm"
        variant="ghost"
        icon={Plus}
        className="-ml-2 self-start"
        onClick={() => onChange([...value, { on: '', spans: [] }])}
      >
        Add a day
      </Button>
    </div>
  )
}
