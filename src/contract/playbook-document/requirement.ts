import { z } from 'zod'
import { knowableStages, needs, requirementTypes } from '../../core/playbook/playbook.ts'
import { condition } from './condition.ts'
import { id, prose, title } from './words.ts'

const weight = z.number().min(0).max(100).describe('Points the rule can cost.')

const qualityRule = z
  .discriminatedUnion(
    'rule',
    [
      z.strictObject({ rule: z.literal('no_filler'), weight }),
      z.strictObject({ rule: z.literal('min_length'), characters: z.int().min(1).max(10_000), weight }),
      z.strictObject({ rule: z.literal('measurable'), weight }),
      z.strictObject({ rule: z.literal('dated'), weight }),
      z.strictObject({ rule: z.literal('person_complete'), weight }),
      z.strictObject({ rule: z.literal('min_items'), items: z.int().min(1).max(100), weight }),
      z.strictObject({ rule: z.literal('columns_filled'), columns: z.array(id).min(1).max(30), weight }),
      z.strictObject({ rule: z.literal('not_copied'), weight }),
      z.strictObject({ rule: z.literal('evidence'), weight }),
      z.strictObject({ rule: z.literal('customer_validated'), weight }),
    ],
    {
      error:
        'expected rule to be one of no_filler, min_length, measurable, dated, person_complete, min_items, columns_filled, not_copied, evidence, customer_validated',
    },
  )
  .meta({ id: 'QualityRule', description: 'A rule of the quality rubric applied to this answer.' })

const tableColumn = z
  .strictObject({
    id,
    label: title,
    type: z.enum(['text', 'number', 'date', 'choice', 'yes_no']),
    options: z.array(title).min(1).max(50).optional().describe('The words of a choice column.'),
    required: z.boolean().optional(),
  })
  .meta({ id: 'TableColumn' })

export const section = z
  .strictObject({ id, title, hint: prose.optional() })
  .meta({ id: 'Section', description: 'A section of the brief.' })

export const requirement = z
  .strictObject({
    id,
    section: id.describe('Id of the section it is shown in.'),
    label: title,
    prompt: prose.describe('The open-ended question that helps a seller answer well.'),
    example: prose.optional().describe('An answer worth copying the shape of.'),
    type: z.enum(requirementTypes),
    options: z
      .array(z.strictObject({ id, label: title }))
      .min(2)
      .max(50)
      .optional(),
    columns: z.array(tableColumn).min(1).max(30).optional(),
    knowable: z.enum(knowableStages).describe('When the answer is first knowable; it is not asked before.'),
    need: z
      .record(id, z.enum(needs))
      .describe(
        'By tier: before the gate, in the full brief, optional or hidden. A tier not named hides it.',
      ),
    filled_by: z
      .enum(['typed', 'crm', 'line_items'])
      .optional()
      .describe('Where the value comes from when nobody has to type it. Default: typed.'),
    none_label: title
      .optional()
      .describe('Set when "there is none" is a full answer: the words of that button.'),
    never_unknown: z.boolean().optional().describe('True where "unknown until" is not accepted.'),
    not_applicable_when: condition.optional(),
    field_hints: z
      .record(id, z.array(title).max(30))
      .optional()
      .describe('Names of fields that usually hold this, per system: hubspot, salesforce, import.'),
    quality: z.array(qualityRule).max(20).optional(),
    serves: z
      .array(z.string().min(1).max(60))
      .max(50)
      .optional()
      .describe('Lines of a list of requirements this serves.'),
  })
  .meta({ id: 'Requirement', description: 'One thing that must be known about the customer or the deal.' })
