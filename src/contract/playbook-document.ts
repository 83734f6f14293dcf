import { z } from 'zod'
import type { Condition } from '../core/playbook/condition.ts'
import type { Playbook } from '../core/playbook/playbook.ts'
import { calendar } from './playbook-document/calendar.ts'
import { condition } from './playbook-document/condition.ts'
import { duration } from './playbook-document/duration.ts'
import { role, routing, rung, step, tier } from './playbook-document/process.ts'
import { requirement, section } from './playbook-document/requirement.ts'
import { id, prose, title } from './playbook-document/words.ts'

const promptPack = z
  .strictObject({
    id,
    title,
    hint: prose.optional(),
    prompts: z
      .array(
        z.strictObject({
          letter: z.string().min(1).max(3),
          title,
          question: prose,
          requirement: id.optional().describe('The requirement whose answer this prompt helps to find.'),
        }),
      )
      .min(1)
      .max(50),
  })
  .meta({ id: 'PromptPack', description: 'Questions under letters, offered to sellers, never a gate.' })

const letters = z.string().regex(/^(?!.*(.).*\1)[RACI]{1,4}$/, {
  error: 'expected letters of RACI such as R, A or AR, each at most once',
})

/** The whole process of a company as a document; the schema of the playbook file. */
export const playbookDocument = z.strictObject({
  format: z.literal(1).describe('Version of this document format.'),
  id,
  title,
  triggers: z.strictObject({
    applies: condition,
    prepares: condition,
    won: condition,
    signed: condition,
  }),
  complexity_high: condition,
  roles: z.array(role).min(1).max(100),
  tiers: z.array(tier).min(1).max(50),
  default_tier: id.describe('The tier of a deal for which no tier condition holds.'),
  sections: z.array(section).min(1).max(100),
  requirements: z.array(requirement).min(1).max(500),
  steps: z.array(step).min(1).max(200),
  escalation: z.array(rung).max(50),
  routing,
  calendars: z.array(calendar).min(1).max(200),
  unknown: z
    .strictObject({ within: duration, per_deal: z.int().min(0).max(100) })
    .describe('"Unknown until" may be at most this long after signature, and this often per deal.'),
  closed_dirty_due: duration.describe('Missing answers of a deal closed with gaps fall due this long after.'),
  grace: duration.describe('Nothing becomes due or escalates sooner than this after a due time moved back.'),
  raci: z.record(id, z.record(id, letters)).describe('Step, then process role, then letters.'),
  prompt_packs: z.array(promptPack).max(50),
  exceptions: z
    .array(z.strictObject({ title, text: prose }))
    .max(100)
    .optional(),
})

/** One complaint of the schema about a document. */
export type DocumentIssue = z.core.$ZodIssue

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/** Conditions contain themselves and carry the core's own type already; everything else is spelt out and compared. */
type Spelt<T> = T extends Condition
  ? 'condition'
  : T extends readonly (infer E)[]
    ? Spelt<E>[]
    : T extends object
      ? { [K in keyof T]: Spelt<T[K]> }
      : T

/** Compiles only while the document and the core's type say the same, key for key. */
const theDocumentIsThePlaybook: Same<Spelt<z.infer<typeof playbookDocument>>, Spelt<Playbook>> = true
void theDocumentIsThePlaybook

/** The published JSON Schema of the playbook file. */
export function playbookJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(playbookDocument, { target: 'draft-7', io: 'input' })
  return { ...schema, title: 'Throughline playbook' }
}
