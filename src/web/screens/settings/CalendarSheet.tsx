import { api } from '../../api.ts'
import { RecordConflictPanel } from '../../components/forms/RecordConflictPanel.tsx'
import { useForm } from '../../components/forms/use-form.ts'
import { useIntent } from '../../components/forms/use-intent.ts'
import { useRecordForm } from '../../components/forms/use-record-form.ts'
import { intentKey } from '../../components/intent-key.ts'
import { attempt, sayRefusal } from '../../components/run-operation.ts'
import { refresh } from '../../queries.ts'
import { useSignedIn } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { toast } from '../../ui/toast-store.ts'
import { CalendarFields } from './CalendarFields.tsx'
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
