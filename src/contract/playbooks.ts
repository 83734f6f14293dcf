import { z } from 'zod'
import { operation } from './operation.ts'
import { playbookDocument } from './playbook-document.ts'
import * as s from './shapes.ts'

export const PlaybookProblem = z.object({
  severity: z.enum(['error', 'warning']),
  code: z.string(),
  path: z.string(),
  line: z.number(),
  column: z.number(),
  message: z.string(),
})

const PlaybookVersionRow = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  status: z.enum(['effective', 'superseded']),
  effectiveFrom: s.instant,
  createdBy: s.memberRef.nullable(),
})
const source = z.string().min(1).max(1_000_000)

export const playbookOperations = {
  'playbook.show': operation({
    summary: 'Show the playbook in force, or an earlier version.',
    permission: 'playbook.view',
    input: z.strictObject({
      number: z
        .union([
          z.number(),
          z
            .string()
            .regex(/^[0-9]{1,9}$/)
            .transform(Number),
        ])
        .optional(),
    }),
    output: PlaybookVersionRow.extend({
      document: playbookDocument,
      /** Per tier: typed gate answers against their limit, and how much the full brief asks. */
      loads: z.array(
        z.object({
          tier: z.string(),
          gateTyped: z.number(),
          gateLimit: z.number(),
          gate: z.number(),
          full: z.number(),
          optional: z.number(),
        }),
      ),
      /** Conditions in words, by their path in the document. */
      explained: z.record(z.string(), z.string()),
    }),
  }),
  'playbook.source': operation({
    summary: 'Give the playbook in force as YAML.',
    permission: 'playbook.view',
    input: z.strictObject({}),
    output: z.object({ source: z.string() }),
  }),
  'playbook.versions': operation({
    summary: 'List the versions of the playbook.',
    permission: 'playbook.view',
    input: z.strictObject({}),
    output: z.object({ items: z.array(PlaybookVersionRow) }),
  }),
  'playbook.check': operation({
    summary: 'Check a playbook and report every mistake with its line and column.',
    permission: 'playbook.view',
    input: z.strictObject({ source }),
    output: z.object({ ok: z.boolean(), problems: z.array(PlaybookProblem) }),
    bodyLimitBytes: 2_000_000,
  }),
  'playbook.publish': operation({
    summary: 'Put a playbook in force; running handoffs keep the version they began with.',
    permission: 'playbook.manage',
    input: z.strictObject({ source }),
    output: PlaybookVersionRow.extend({ problems: z.array(PlaybookProblem) }),
    bodyLimitBytes: 2_000_000,
  }),
}
