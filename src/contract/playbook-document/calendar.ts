import { z } from 'zod'
import { day, id, title } from './words.ts'

const span = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, {
    error: 'expected opening hours such as 09:00-17:30; an end at or before the start runs past midnight',
  })
  .meta({ id: 'Hours', description: 'HH:MM-HH:MM; an end at or before its start runs past midnight.' })

const hours = z.array(span).max(10)

export const calendar = z
  .strictObject({
    id,
    title,
    zone: z.string().min(1).max(60).describe('IANA time zone such as Europe/Berlin.'),
    week: z
      .strictObject({ mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: hours, sun: hours })
      .describe('Opening hours of each weekday; an empty list is a closed day.'),
    holidays: z
      .strictObject({
        country: z.string().regex(/^[A-Z]{2}$/, { error: 'expected a two-letter country code such as DE' }),
        region: z.string().min(1).max(20).optional(),
      })
      .optional(),
    closed: z.array(day).max(1000).optional(),
    special: z.record(day, hours).optional().describe('Days with other hours than usual, such as half days.'),
  })
  .meta({ id: 'Calendar' })
