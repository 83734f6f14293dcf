import { Copy } from 'lucide-react'
import { weekdays } from '../../../core/playbook/playbook.ts'
import { Button } from '../../ui/Button.tsx'
import { InlineError } from '../../ui/InlineError.tsx'
import { type CalendarValues, dayTitles } from './calendar-values.ts'
import { SpansField } from './SpansField.tsx'

type WeekFieldProps = {
  value: CalendarValues['week']
  onChange: (value: CalendarValues['week']) => void
  error: string | null
}

/** The hours of an ordinary week, day by day. */
export function WeekField({ value, onChange, error }: WeekFieldProps) {
  const spread = (): void =>
    onChange({ ...value, tue: value.mon, wed: value.mon, thu: value.mon, fri: value.mon })
  return (
    <fieldset className="min-w-0">
      <legend className="sr-only">Weekly hours</legend>
      <div className="divide-y divide-line">
        {weekdays.map((day) => (
          <div key={day} className="flex items-start gap-3 py-1.5 phone:flex-col phone:gap-0.5">
            <span className="flex h-8 w-24 shrink-0 items-center font-medium phone:h-6">
              {dayTitles[day]}
            </span>
            <SpansField
              label={dayTitles[day]}
              value={value[day]}
              onChange={(spans) => onChange({ ...value, [day]: spans })}
            />
            {day === 'mon' && (
              <Button
                size="sm"
                variant="ghost"
                icon={Copy}
                className="ml-auto phone:ml-0 phone:-mx-2"
                onClick={spread}
              >
                To Friday
              </Button>
            )}
          </div>
        ))}
      </div>
      {error && (
        <div className="mt-2 text-sm">
          <InlineError>{error}</InlineError>
        </div>
      )}
    </fieldset>
  )
}
