import { z } from 'zod'
import { readPath } from '../kit/json-path.ts'

export const Path = z
  .string()
  .min(1)
  .max(300)
  .refine((text) => readPath(text) !== null, 'expected a path such as deal.contacts[0].email')
export const fieldName = /^[a-z][a-z0-9_]{0,62}$/
const name = z.string().regex(fieldName, 'expected a name of a-z, 0-9 and _')

/** A text: at a path, several joined by a space, the words of the source in ours, or always the same. */
const TextFrom = z.union(
  [
    Path,
    z.strictObject({ path: Path, values: z.record(z.string().max(300), z.string().max(300)) }),
    z.strictObject({ paths: z.array(Path).min(1).max(4) }),
    z.strictObject({ constant: z.string().min(1).max(300) }),
  ],
  { error: 'expected a path such as deal.name, or { path, values }, { paths } or { constant }' },
)
export type TextFrom = z.infer<typeof TextFrom>

export const timeForms = ['iso', 'day', 'local', 'unix_s', 'unix_ms'] as const
export type TimeForm = (typeof timeForms)[number]

/** A time: `iso` names its zone itself; `day` and `local` are read in `zone`, UTC where none is given. */
const TimeFrom = z.union(
  [
    Path,
    z.strictObject({
      path: Path,
      form: z.enum(timeForms),
      zone: z.string().max(60).refine(isZone, 'expected a zone such as Europe/Prague').optional(),
    }),
  ],
  {
    error: `expected a path to a time with zone, or { path, form, zone } with a form of ${timeForms.join(', ')}`,
  },
)
export type TimeFrom = z.infer<typeof TimeFrom>

/** An amount and its currency; `minor` where the source counts in cents. */
const MoneyFrom = z.strictObject({
  path: Path,
  currency: TextFrom,
  unit: z.enum(['major', 'minor']).default('major'),
})
export type MoneyFrom = z.infer<typeof MoneyFrom>

const DealFrom = z.strictObject({
  externalId: Path,
  name: TextFrom.optional(),
  accountExternalId: TextFrom.optional(),
  accountName: TextFrom.optional(),
  ownerExternalId: TextFrom.optional(),
  ownerEmail: TextFrom.optional(),
  ownerName: TextFrom.optional(),
  pipeline: TextFrom.optional(),
  stageId: TextFrom.optional(),
  stageLabel: TextFrom.optional(),
  dealType: TextFrom.optional(),
  amount: MoneyFrom.optional(),
  annual: MoneyFrom.optional(),
  probability: z
    .strictObject({ path: Path, unit: z.enum(['percent', 'fraction']).default('percent') })
    .optional(),
  /** A list of texts, or of objects with the name at `name`. */
  products: z.strictObject({ path: Path, name: Path.optional() }).optional(),
  expectedCloseOn: TimeFrom.optional(),
  createdOn: TimeFrom.optional(),
  wonAt: TimeFrom.optional(),
  lostAt: TimeFrom.optional(),
  signedAt: TimeFrom.optional(),
  /** Further fields, which conditions may name as `deal.fields.<name>`. */
  fields: z.record(name, Path).optional(),
  /** An object all of whose members are such fields. */
  allFields: Path.optional(),
  /** Answers the source already holds, by requirement id. */
  answers: z.record(name, Path).optional(),
  /** An object all of whose members are answers. */
  allAnswers: Path.optional(),
})

const ContactsFrom = z.strictObject({
  path: Path,
  externalId: TextFrom.optional(),
  name: TextFrom,
  email: TextFrom.optional(),
  phone: TextFrom.optional(),
  title: TextFrom.optional(),
  role: TextFrom.optional(),
})

/** Where in a body things stand, as data. Paths begin at the item; those of contacts at the contact. */
export const WebhookMapping = z.strictObject({
  /** The list of items; without it, the body is one item or itself the list. */
  items: Path.optional(),
  /** What must stand in every item, such as the id of the sending account. */
  expect: z
    .array(z.strictObject({ path: Path, equals: z.string().max(300) }))
    .max(10)
    .optional(),
  eventId: Path.optional(),
  occurredAt: TimeFrom.optional(),
  deal: DealFrom,
  contacts: ContactsFrom.optional(),
})
export type WebhookMapping = z.infer<typeof WebhookMapping>

function isZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
