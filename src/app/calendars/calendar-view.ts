import type { Selectable } from 'kysely'
import type { z } from 'zod'
import type { Calendar } from '../../contract/people.ts'
import type { CalendarDefinition } from '../../core/playbook/playbook.ts'
import type { CalendarTable } from '../../db/schema/calendar.ts'
import type { Tx } from '../../db/tx.ts'
import { loadWorkspace } from '../workspaces/workspace-row.ts'
import { dayInZone } from './day-in-zone.ts'
import { namedHolidays } from './holidays.ts'

export type CalendarRow = Selectable<CalendarTable>
export type CalendarView = z.infer<typeof Calendar>

/** How many of the holidays to come are shown. */
const holidaysShown = 12

/** Calendars as screens see them: hours, and the next public holidays by name in the workspace's language. */
export async function viewCalendars(tx: Tx, rows: readonly CalendarRow[]): Promise<CalendarView[]> {
  const { locale } = await loadWorkspace(tx)
  return rows.map((row) => {
    const { id: key, title, zone, week, holidays, closed, special } = definitionOf(row)
    const today = dayInZone(tx.now, zone)
    const coming = holidays ? namedHolidays(holidays, today, locale).slice(0, holidaysShown) : []
    return {
      id: row.id,
      version: row.version,
      key,
      title,
      zone,
      week,
      holidays: holidays ?? null,
      closed: closed ?? [],
      special: special ?? {},
      isDefault: row.is_default,
      holidayDays: coming,
    }
  })
}

export async function viewCalendar(tx: Tx, row: CalendarRow): Promise<CalendarView> {
  const [view] = await viewCalendars(tx, [row])
  if (!view) throw new Error('one calendar in, one out')
  return view
}

/** Only compiled definitions are ever stored. */
export function definitionOf(row: CalendarRow): CalendarDefinition {
  return { ...asDefinition(row.definition), id: row.key, title: row.title }
}

const asDefinition = (json: unknown): CalendarDefinition => json as CalendarDefinition
