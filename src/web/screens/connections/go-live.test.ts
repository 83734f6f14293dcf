import { expect, test } from 'vitest'
import { startOfDay } from './go-live.ts'

test.each([
  ['Europe/Berlin', '2026-11-20', '2026-11-19T23:00:00.000Z'],
  ['Europe/Berlin', '2026-07-01', '2026-06-30T22:00:00.000Z'],
  // the clocks change in the night after this midnight
  ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z'],
  ['America/New_York', '2026-11-01', '2026-11-01T04:00:00.000Z'],
  ['Asia/Kolkata', '2026-01-05', '2026-01-04T18:30:00.000Z'],
  ['Etc/UTC', '2026-01-05', '2026-01-05T00:00:00.000Z'],
])('a day in %s begins at its own midnight: %s', (zone, day, instant) => {
  expect(startOfDay(zone, day)).toBe(instant)
})
