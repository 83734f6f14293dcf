import { z } from 'zod'

/** Shapes that several nouns share. */

export const instant = z.iso
  .datetime({ precision: 3 })
  .meta({ description: 'An instant in UTC with milliseconds.' })
export const day = z.iso.date()

/** An instant as people and programs send it: any offset, any precision; normalised to ours. */
export const givenInstant = z.iso
  .datetime({ offset: true })
  .refine((text) => text >= '1970' && text < '2200', 'expected a year between 1970 and 2199')
  .transform((text) => new Date(text).toISOString())

const idPattern = (prefix: string): RegExp => new RegExp(`^${prefix}_[0-9a-z]{26}$`)
const idOf = (prefix: string): z.ZodString =>
  z.string().regex(idPattern(prefix), `expected an id like ${prefix}_…`)

export const memberId = idOf('mem')
export const teamId = idOf('tem')
export const calendarId = idOf('cal')
export const accountId = idOf('acc')
export const dealId = idOf('del')
export const handoffId = idOf('hnd')
export const stepId = idOf('stp')
export const questionId = idOf('qst')
export const escalationId = idOf('esc')
export const connectionId = idOf('con')
export const eventId = idOf('evt')
export const importId = idOf('imp')
export const keyId = idOf('key')
export const sessionId = idOf('ses')
export const mailId = idOf('mal')
export const jobId = idOf('job')
export const notificationId = idOf('ntf')
export const contributionId = idOf('ask')
export const requirementId = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, 'expected a requirement id such as business_goals')

export const version = z.number().int().min(1)
export const currency = z.string().regex(/^[A-Z]{3}$/, 'expected three capital letters such as EUR')
export const money = z.strictObject({ amountMinor: z.number().int().min(-9e15).max(9e15), currency })

/** Text people type: no control characters but line breaks and tabs, no lone surrogates. */
export function text(most: number, least = 1): z.ZodString {
  return z
    .string()
    .min(least)
    .max(most)
    .refine(
      (s) => s.isWellFormed() && !/\p{Cc}/u.test(s.replaceAll(/[\t\n\r]/g, '')),
      'contains characters that cannot be stored',
    ) as z.ZodString
}

/** A name on one line. */
/** More fits a search than is looked at, so that some of it is missing: a further word finds it. */
export const tooBroad = z.boolean()

export function name(most = 120): z.ZodString {
  return text(most).refine(
    (s) => s.trim() !== '' && !/[\r\n\t]/.test(s),
    'expected one line of text',
  ) as z.ZodString
}

/** An e-mail address in ASCII; kept in lower case. */
export const email = z
  .string()
  .max(254)
  .regex(
    /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?){1,8}$/,
    'expected an e-mail address such as ana@example.com',
  )
  .transform((s) => s.toLowerCase())

/** A page of a list. `next` is handed back as `cursor`; absent means this was the last. */
export function page<T extends z.ZodType>(
  item: T,
): z.ZodObject<{ items: z.ZodArray<T>; next: z.ZodNullable<z.ZodString> }> {
  return z.object({ items: z.array(item), next: z.string().nullable() })
}

export const cursor = z.string().max(500).optional()
/** Page sizes arrive as text in a query. */
export const limit = z
  .union(
    [
      z.number(),
      z
        .string()
        .regex(/^[0-9]{1,3}$/)
        .transform(Number),
    ],
    { error: 'expected a number from 1 to 200' },
  )
  .pipe(z.number().int().min(1).max(200))
  .optional()
/** A yes or no in a query. */
export const flag = z
  .union([z.boolean(), z.enum(['true', 'false']).transform((v) => v === 'true')])
  .optional()

export const memberRef = z.object({ id: z.string(), name: z.string() })
export type MemberRef = z.infer<typeof memberRef>

/** What the reader may do with a row: yes, or why not. */
export const can = z.record(z.string(), z.union([z.literal(true), z.string()]))
