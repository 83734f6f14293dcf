import { z } from 'zod'

// Longer ones would leave the years a calendar is compiled for.
const most = { business_days: 250, business_hours: 2000, hours: 10_000, days: 400 }
const expected =
  'expected how long, exactly one of {business_days: 2}, {business_hours: 4}, {hours: 24}, {days: 14}'

/** How long something may take; business time is that of the step's owner. */
export const duration = z
  .union(
    [
      z.strictObject({ business_days: z.int().min(0).max(most.business_days) }),
      z.strictObject({ business_hours: z.number().min(0).max(most.business_hours) }),
      z.strictObject({ hours: z.number().min(0).max(most.hours) }),
      z.strictObject({ days: z.int().min(0).max(most.days) }),
    ],
    { error: expected },
  )
  .meta({
    id: 'Duration',
    description:
      "How long something may take. Exactly one key. business_days and business_hours count the owner's opening hours; hours and days count elapsed time. Days are whole.",
  })
