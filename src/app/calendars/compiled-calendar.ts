import { createHash } from 'node:crypto'
import { type CompileError, compileCalendar } from '../../core/clock/compile-calendar.ts'
import type { CompiledCalendar } from '../../core/clock/compiled-calendar.ts'
import { type Instant, toMs } from '../../core/lib/instant.ts'
import { no, ok, type Result } from '../../core/lib/result.ts'
import type { CalendarDefinition } from '../../core/playbook/playbook.ts'
import { type HolidayError, holidaysOf } from './holidays.ts'

export type Compiled = Result<CompiledCalendar, CompileError | HolidayError | 'bad_instant'>

/** Years a compiled calendar knows before and after the one it is asked for: past deals, pauses and long due times. */
const yearsBefore = 2
const yearsAfter = 3
const mostKept = 512

/** Definitions belong to playbook versions, which never change: the same object is the same content. */
const hashes = new WeakMap<CalendarDefinition, string>()
const compiled = new Map<string, Compiled>()

/**
 * A playbook's calendar with its public holidays, compiled for the years around a moment: from two years before it
 * to three years after it, or after `untilAt` where a question spans more. Kept by content, so that asking again is a look-up;
 * equal calendars of different workspaces or playbook versions share one. Refused, with a sentence, when the
 * definition is wrong, the country or region unknown, or the calendar never open.
 */
export function compiledCalendar(
  definition: CalendarDefinition,
  aroundAt: Instant,
  untilAt = aroundAt,
): Compiled {
  for (const at of [aroundAt, untilAt]) {
    if (Number.isNaN(toMs(at)))
      return no('bad_instant', `"${at}" is not an instant; expected one like 2026-11-20T10:00:00.000Z.`)
  }
  const fromYear = yearOf(aroundAt) - yearsBefore
  const toYear = yearOf(untilAt) + yearsAfter
  const key = `${hashOf(definition)} ${fromYear} ${toYear}`
  const known = compiled.get(key)
  if (known !== undefined) return known
  const made = compile(definition, fromYear, toYear)
  const oldest = compiled.keys().next()
  if (compiled.size >= mostKept && oldest.done !== true) compiled.delete(oldest.value)
  compiled.set(key, made)
  return made
}

function compile(definition: CalendarDefinition, fromYear: number, toYear: number): Compiled {
  const holidays = definition.holidays ? holidaysOf(definition.holidays, fromYear - 1, toYear + 1) : ok([])
  if (!holidays.ok) return holidays
  return compileCalendar(definition, holidays.value, { fromOn: `${fromYear}-01-01`, toOn: `${toYear}-12-31` })
}

function yearOf(at: Instant): number {
  return Number(at.slice(0, 4))
}

function hashOf(definition: CalendarDefinition): string {
  const known = hashes.get(definition)
  if (known !== undefined) return known
  const hash = createHash('sha256').update(JSON.stringify(definition)).digest('base64url')
  hashes.set(definition, hash)
  return hash
}
