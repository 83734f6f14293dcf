import { useQuery } from '@tanstack/react-query'
import { CalendarDays, Plus } from 'lucide-react'
import { useState } from 'react'
import { useUrlState } from '../../components/use-url-state.ts'
import { formatDay } from '../../format.ts'
import { read } from '../../queries.ts'
import { may, useSignedIn } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useLocale } from '../../ui/FormatContext.tsx'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { Section } from '../../ui/Section.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { type Calendar, calendarValues, weekText } from './calendar-values.ts'
import { Loaded } from './Loaded.tsx'

const NewCalendar = lazyPart(async () => (await import('./CalendarSheet.tsx')).NewCalendar, {
  close: ({ onClose }) => onClose(),
})
const EditCalendar = lazyPart(async () => (await import('./CalendarSheet.tsx')).EditCalendar, {
  close: ({ onClose }) => onClose(),
})

/** When people work: every due time is counted in the hours of its owner’s calendar. */
export function CalendarsSection() {
  const canManage = may(useSignedIn(), 'calendar.manage')
  const calendars = useQuery(read('calendar.list', {}))
  const [url, setUrl] = useUrlState()
  const [making, setMaking] = useState(false)
  const edited = calendars.data?.items.find(({ id }) => id === url['calendar'])
  return (
    <Section
      title="Calendars"
      description="Every clock counts in the business hours of whoever owns the step. Changing a calendar recounts the clocks that run."
      actions={
        canManage && (
          <Button size="sm" variant="primary" icon={Plus} onClick={() => setMaking(true)}>
            New calendar
          </Button>
        )
      }
    >
      <Loaded query={calendars} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState small icon={CalendarDays} title="No calendar yet">
              Without one, clocks cannot run.
            </EmptyState>
          ) : (
            <ul className="divide-y divide-line">
              {items.map((calendar) => (
                <Row
                  key={calendar.id}
                  calendar={calendar}
                  onEdit={canManage ? () => setUrl({ calendar: calendar.id }) : null}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      {making && <NewCalendar onClose={() => setMaking(false)} />}
      {edited && canManage && (
        <EditCalendar key={edited.id} calendar={edited} onClose={() => setUrl({ calendar: undefined })} />
      )}
    </Section>
  )
}

function Row({ calendar, onEdit }: { calendar: Calendar; onEdit: (() => void) | null }) {
  const at = useLocale()
  const next = calendar.holidayDays[0]
  return (
    <li className="py-3">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap items-center gap-2">
            <span className="font-medium">{calendar.title}</span>
            {calendar.isDefault && <Tag tone="accent">Default</Tag>}
            <span className="text-muted">{calendar.zone.replaceAll('_', ' ')}</span>
          </p>
          <p className="num mt-0.5 text-pretty text-muted">{weekText(calendarValues(calendar).week)}</p>
        </div>
        {onEdit && (
          <Button size="sm" aria-label={`Change ${calendar.title}`} onClick={onEdit}>
            Change
          </Button>
        )}
      </div>
      {next ? (
        <div className="mt-1 -ml-1.5">
          <Disclosure
            title={
              <span className="font-normal text-muted">
                Next holiday: {next.name}, <span className="num">{formatDay(at, next.on)}</span>
              </span>
            }
          >
            <ul className="num grid gap-x-6 gap-y-0.5 sm:grid-cols-2">
              {calendar.holidayDays.map(({ on, name }) => (
                <li key={`${on}${name}`} className="flex justify-between gap-3">
                  <span className="truncate">{name}</span>
                  <span className="shrink-0 text-muted">{formatDay(at, on)}</span>
                </li>
              ))}
            </ul>
          </Disclosure>
        </div>
      ) : (
        <p className="mt-1 text-sm text-warn-ink">It knows no public holidays.</p>
      )}
    </li>
  )
}
