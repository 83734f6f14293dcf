import type { Duration } from '../playbook/playbook.ts'
import { ClockError } from './clock-error.ts'

export const durationUnits = ['business_days', 'business_hours', 'hours', 'days'] as const
export type DurationUnit = (typeof durationUnits)[number]

/** The one unit and amount of a duration. Days are whole; hours may be fractions; nothing is negative. */
export function readDuration(duration: Duration): { unit: DurationUnit; amount: number } {
  const [unit, amount] = unitAndAmount(duration)
  const whole = unit === 'business_days' || unit === 'days'
  if (!Number.isFinite(amount) || amount < 0 || (whole && !Number.isInteger(amount))) {
    const expected = whole ? 'a whole number of days, zero or more' : 'a number of hours, zero or more'
    throw new ClockError(
      'bad_duration',
      `${unit}: ${String(amount)} is not a duration; expected ${expected}.`,
    )
  }
  return { unit, amount }
}

/** Whether a duration counts only the owner's working time; the other two count every hour of the calendar. */
export function isBusinessDuration(duration: Duration): boolean {
  return 'business_days' in duration || 'business_hours' in duration
}

function unitAndAmount(duration: Duration): [DurationUnit, number] {
  if ('business_days' in duration) return ['business_days', duration.business_days]
  if ('business_hours' in duration) return ['business_hours', duration.business_hours]
  if ('hours' in duration) return ['hours', duration.hours]
  if ('days' in duration) return ['days', duration.days]
  throw new ClockError(
    'bad_duration',
    `A duration names one of ${durationUnits.join(', ')}; this one names none.`,
  )
}
