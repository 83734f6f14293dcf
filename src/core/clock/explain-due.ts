import type { Duration } from '../playbook/playbook.ts'
import { readDuration } from './duration.ts'

export type DueInputs = {
  duration: Duration
  /** What the clock counts from, in words: "after signature". */
  from: string
  calendarTitle: string
  /** An earlier start became known later, so the grace decided instead. */
  isFloored: boolean
}

const unitWords = {
  business_days: 'business day',
  business_hours: 'business hour',
  hours: 'hour',
  days: 'day',
} as const

/** A duration in words: "1 business day", "10 business days". */
export function durationWords(duration: Duration): string {
  const { unit, amount } = readDuration(duration)
  return `${amount} ${unitWords[unit]}${amount === 1 ? '' : 's'}`
}

/** How a due time came about, in a sentence: "1 business day after signature, by the calendar Office hours." */
export function explainDue({ duration, from, calendarTitle, isFloored }: DueInputs): string {
  const { unit } = readDuration(duration)
  const long = `${durationWords(duration)} ${from}`
  const counted = unit === 'hours' ? long : `${long}, by the calendar ${calendarTitle}`
  return isFloored
    ? `${counted}; never sooner than the grace after an earlier start became known.`
    : `${counted}.`
}
