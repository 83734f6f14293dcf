import { readZone } from '../../core/clock/read-zone.ts'
import { momentOf } from '../../core/clock/zone-table.ts'
import type { Instant } from '../../core/lib/instant.ts'
import { fromMs } from '../../core/lib/instant.ts'
import type { TimeForm } from './mapping.ts'

const withZone = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:?\d{2})$/
const withoutZone = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.(\d{1,9}))?$/
const earliest = Date.UTC(1990, 0, 1)
const latest = Date.UTC(2100, 0, 1)
const twoDays = 172_800_000

export const timeExpectation: Record<TimeForm, string> = {
  iso: 'a time such as 2026-11-20T10:00:00Z between 1990 and 2100',
  day: 'a day such as 2026-11-20 between 1990 and 2100',
  local: 'a time without zone such as 2026-11-20T10:00:00 between 1990 and 2100',
  unix_s: 'seconds since 1970, for a time between 1990 and 2100',
  unix_ms: 'milliseconds since 1970, for a time between 1990 and 2100',
}

/** A time as an instant, or null where it is not of the form that was agreed: no day is moved, no zone guessed. */
export function readTime(value: unknown, form: TimeForm, zone = 'UTC'): Instant | null {
  const ms = readMs(value, form, zone)
  return ms !== null && ms >= earliest && ms < latest ? fromMs(ms) : null
}

function readMs(value: unknown, form: TimeForm, zone: string): number | null {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string') return null
  if (form === 'unix_s') return /^\d{1,11}(\.\d{1,6})?$/.test(text) ? Math.floor(Number(text) * 1000) : null
  if (form === 'unix_ms') return /^\d{1,14}$/.test(text) ? Number(text) : null
  if (typeof value !== 'string') return null
  if (form === 'iso') return readIso(text)
  const [, day = text, time = '00:00', fraction] = (form === 'local' && withoutZone.exec(text)) || []
  if (form === 'local' && day === text) return null
  return inZone(wallMs(`${day}T${time.length === 5 ? `${time}:00` : time}`, fraction), zone)
}

function readIso(text: string): number | null {
  const [, wall, fraction, offset] = withZone.exec(text) ?? []
  if (wall === undefined || offset === undefined) return null
  const at = wallMs(wall, fraction)
  if (at === null || offset === 'Z') return at
  const [hours, minutes] = [Number(offset.slice(1, 3)), Number(offset.slice(-2))]
  if (hours > 14 || minutes > 59) return null
  return at - (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}

/** The digits as milliseconds; null for a day or time that does not exist, such as 30 February or second 60. */
function wallMs(wall: string, fraction = ''): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(wall)) return null
  const ms = Date.parse(`${wall}.${`${fraction}000`.slice(0, 3)}Z`)
  return Number.isNaN(ms) || fromMs(ms).slice(0, 19) !== wall ? null : ms
}

function inZone(wall: number | null, zone: string): number | null {
  if (wall === null || zone === 'UTC') return wall
  const table = readZone(zone, wall - twoDays, wall + twoDays)
  return table === null ? null : momentOf(table, wall)
}
