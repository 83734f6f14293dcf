import { PlaceField } from '../../components/forms/PlaceField.tsx'
import { InlineError } from '../../ui/InlineError.tsx'
import { Section } from '../../ui/Section.tsx'
import { TextField } from '../../ui/TextField.tsx'
import type { CalendarValues } from './calendar-values.ts'
import { HolidaysField } from './HolidaysField.tsx'
import { OwnDaysField } from './OwnDaysField.tsx'
import { WeekField } from './WeekField.tsx'

type Part = {
  values: CalendarValues
  set: (part: Partial<CalendarValues>) => void
  field: (key: keyof CalendarValues) => { error: string | null; onBlur: () => void }
  problem: string | null
}

/** Name, zone, week, holidays and own days of a calendar. */
export function CalendarFields({ form: { values, set, field, problem } }: { form: Part }) {
  return (
    <div className="flex flex-col gap-7">
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          {...field('title')}
          label="Name"
          autoComplete="off"
          value={values.title}
          onChange={(title) => set({ title })}
        />
        <PlaceField
          kind="zone"
          label="Time zone"
          error={field('zone').error}
          value={values.zone}
          onChange={(zone) => set({ zone })}
        />
      </div>
      <Section title="Week">
        <WeekField value={values.week} error={field('week').error} onChange={(week) => set({ week })} />
      </Section>
      <Section title="Public holidays">
        <div className="pt-2">
          <HolidaysField
            value={values.holidays}
            error={field('holidays').error}
            onChange={(holidays) => set({ holidays })}
          />
        </div>
      </Section>
      <Section
        title="Your own days"
        description="Closed, or open at other hours; they go before public holidays."
      >
        <div className="pt-2">
          <OwnDaysField value={values.days} error={field('days').error} onChange={(days) => set({ days })} />
        </div>
      </Section>
      {problem && <InlineError>{problem}</InlineError>}
    </div>
  )
}
