import { z } from 'zod'
import { type Condition, comparisonOps, listOps, presenceOps } from '../../core/playbook/condition.ts'

const scalar = z.union([z.string().max(500), z.number(), z.boolean()], {
  error: 'expected a text, a number, true or false',
})
const field = z
  .string()
  .min(1)
  .max(200)
  .describe(
    'What is looked at: deal.…, deal.fields.<name>, account.…, answer.<requirement>, answer.<requirement>.count or .state.',
  )

const ops = [...comparisonOps, ...listOps, ...presenceOps]

const test = z.discriminatedUnion(
  'op',
  [
    z.strictObject({ field, op: z.enum(comparisonOps), value: scalar }),
    z.strictObject({ field, op: z.enum(listOps), value: z.array(scalar).min(1).max(500) }),
    z.strictObject({ field, op: z.enum(presenceOps) }),
  ],
  { error: `expected op to be one of ${ops.join(', ')}` },
)

const expected = 'expected a condition: {all: […]}, {any: […]}, {not: …} or {field: …, op: …, value: …}'

/** A rule written as data. */
export const condition: z.ZodType<Condition> = z
  .lazy(() =>
    z.union(
      [
        z.strictObject({ all: z.array(condition).max(100) }),
        z.strictObject({ any: z.array(condition).max(100) }),
        z.strictObject({ not: condition }),
        test,
      ],
      { error: expected },
    ),
  )
  .meta({
    id: 'Condition',
    description:
      'A rule as data. {all: []} always holds, {any: []} never does. A comparison with a missing value is false.',
  })
