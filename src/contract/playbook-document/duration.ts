import { z } from 'zod'

const amount = z.number().min(0).max(10_000)
const expected =
  'expected how long, exactly one of {business_days: 2}, {business_hours: 4}, {hours: 24}, {days: 14}'

/** How long something may take; business time is that of the step's owner. */
export const duration = z
  .union(
    [
      z.strictObject({ business_days: amount }),
      z.strictObject({ business_hours: amount }),
      z.strictObject({ hours: amount }),
      z.strictObject({ days: amount }),
    ],
    { error: expected },
  )
  .meta({
    id: 'Duration',
    description:
      'How long something may take. Exactly one key. business_days and business_hours count the owner\'s opening hours; hours and days count elapsed time.',
  })
