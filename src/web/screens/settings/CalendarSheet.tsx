import { api } from '../../api.ts'
import { PlaceField } from '../../components/forms/PlaceField.tsx'
import { RecordConflictPanel } from '../../components/forms/RecordConflictPanel.tsx'
import { useForm } from '../../components/forms/use-form.ts'
import { useIntent } from '../../components/forms/use-intent.ts'
import { useRecordForm } from '../../components/forms/use-record-form.ts'
import { intentKey } from '../../components/intent-key.ts'
import { attempt, sayRefusal } from '../../components/run-operation.ts'
import { refresh } from '../../queries.ts'
import { useSignedIn } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { InlineError } from '../../ui/InlineError.tsx'
import { Section } from '../../ui/Section.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { toast } from '../../ui/toast-store.ts'
import {
  blankCalendar,
  type Calendar,
  type CalendarValues,
  calendarInput,
  calendarValues,
  checkCalendar,
  spansText,
  weekInput,
  weekText,
} from './calendar-values.ts'
import { HolidaysField } from './HolidaysField.tsx'
import { OwnDaysField } from './OwnDaysField.tsx'
import { WeekField } from './WeekField.tsx'

const formId = 'calendar-form'

/** Makes another calendar, beginning with office hours. */
export function NewCalendar({ onClose }: { onClose: () => void }) {
  const { workspace } = useSignedIn()
  const keyOf = useIntent()
  const form = useForm<CalendarValues>({ initial: blankCalendar(workspace.zone), check: checkCalendar })
  const create = async (): Promise<void> => {
    const { values } = form
    const { closed = [], special = {}, holidays = null } = calendarInput(values)
    const input = {
      title: values.title.trim(),
      zone: values.zone,
      week: weekInput(values.week),
      holidays,
      closed,
      special,
    }
    const outcome = await form.submit(() => api('calendar.create', input, { idempotencyKey: keyOf(input) }))
    if (!outcome.ok) return
    void refresh('calendar')
    toast({
      title: `“${outcome.value.title}” is there`,
      description: 'Give it to people under People.',
      tone: 'ok',
    })
    onClose()
  }
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title="New calendar"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" busy={form.busy}>
            Make the calendar
          </Button>
        </>
      }
    >
      <form
        ref={form.ref}
        id={formId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void create()
        }}
      >
        <CalendarFields form={form} />
      </form>
    </Sheet>
  )
}

/** Changes a calendar; clocks that run by it are counted anew. */
export function EditCalendar({ calendar, onClose }: { calendar: Calendar; onClose: () => void }) {
  const form = useRecordForm<Calendar, CalendarValues>({
    record: calendar,
    valuesOf: calendarValues,
    check: checkCalendar,
    save: (changed, version) =>
      api(
        'calendar.update',
        { id: calendar.id, version, ...calendarInput(changed) },
        { idempotencyKey: intentKey() },
      ),
    onSaved: () => {
      void refresh('calendar', 'handoff')
      toast({ title: 'Saved', description: 'Running clocks are counted anew.', tone: 'ok' })
      onClose()
    },
  })
  const makeDefault = async (): Promise<void> => {
    const { id, version, title } = calendar
    const outcome = await attempt('calendar.update', { id, version, isDefault: true })
    if (!outcome.ok) return sayRefusal(outcome.error)
    await refresh('calendar')
    toast({ title: `“${title}” counts wherever a person has none of their own`, tone: 'ok' })
  }
  const { conflict, isDirty } = form
  const why = conflict ? 'Choose first which values stay' : isDirty ? null : 'Nothing was changed'
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={calendar.title}
      footer={
        <>
          {!calendar.isDefault && (
            <Button
              variant="ghost"
              className="mr-auto -ml-3"
              disabledReason={isDirty ? 'Save or discard your changes first' : null}
              onClick={() => void makeDefault()}
            >
              Make it the default
            </Button>
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" busy={form.busy} disabledReason={why}>
            Save
          </Button>
        </>
      }
    >
      <form
        ref={form.ref}
        id={formId}
        noValidate
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault()
          void form.save()
        }}
      >
        <RecordConflictPanel<CalendarValues>
          form={form}
          show={{
            title: { label: 'Name', text: (value) => value },
            zone: { label: 'Time zone', text: (value) => value },
            week: { label: 'Week', text: weekText },
            holidays: { label: 'Holidays', text: (value) => value?.country ?? 'None' },
            days: {
              label: 'Own days',
              text: (value) => value.map(({ on, spans }) => `${on} ${spansText(spans)}`).join('; ') || 'None',
            },
          }}
        />
        <CalendarFields form={form} />
      </form>
    </Sheet>
  )
}

type Part = {
  values: CalendarValues
  set: (part: Partial<CalendarValues>) => void
  field: (key: keyof CalendarValues) => { error: string | null; onBlur: () => void }
  problem: string | null
}

function CalendarFields({ form: { values, set, field, problem } }: { form: Part }) {
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
