import { describe, expect, it } from 'vitest'
import { measureOf } from './measure.ts'

const cases: [string, string][] = [
  ['Reduce onboarding time by 30% by 2027-03-31', 'number unit date'],
  ['Cut onboarding from 20 to 10 days by June 2027', 'number unit date'],
  ['Ten reports a month automated within 90 days', 'number unit date'],
  ['Save €20k in support cost before end of year', 'number unit date'],
  ['EUR 20,000 less support cost until Q2 2027.', 'number unit date'],
  ['Halve churn: from 8 % to 4 %, by 31.03.2027', 'number unit date'],
  ['500 users live by year end', 'number unit date'],
  ['2 integrations live by day 60', 'number unit date'],
  ['Grow by 2000 users by 1 May', 'number unit date'],
  ['Improve efficiency', ''],
  ['Improve efficiency by Q3', 'date'],
  ['Improve efficiency within 6 months', 'date'],
  ['Improve efficiency in the first 90 days', 'date'],
  ['Live by 31 March 2027', 'date'],
  ['They may grow a lot', ''],
  ['Reduce tickets by 30%', 'number unit'],
  ['Raise NPS to 50', 'number'],
  ['Raise NPS from 20 to 50 by 31 March', 'number date'],
  ['', ''],
  ['???', ''],
]

describe('measureOf', () => {
  it.each(cases)('finds in “%s”: %s', (text, expected) => {
    const found = Object.entries(measureOf(text)).filter(([, there]) => there)
    expect(found.map(([part]) => part).join(' ')).toBe(expected)
  })
})
