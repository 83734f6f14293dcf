import { z } from 'zod'
import { operation } from './operation.ts'
import * as s from './shapes.ts'

/** The mapping itself is `contract/import-mapping.ts`; here it travels as it is and is checked by the verb. */
const mapping = z.record(z.string(), z.unknown())
const counts = z.record(z.string(), z.number())

export const ImportRow = z.object({
  id: z.string(),
  version: s.version,
  status: z.enum(['uploading', 'ready', 'running', 'done', 'failed', 'cancelled']),
  mode: z.enum(['history', 'live']),
  shiftDates: z.boolean(),
  files: z.array(z.object({ number: z.number(), name: z.string(), size: z.number(), uploaded: z.number() })),
  progress: z.object({
    phase: z.string(),
    read: z.number(),
    total: z.number().nullable(),
    created: counts,
    updated: counts,
    unchanged: counts,
    setAside: z.number(),
    handoffs: z.number(),
  }),
  error: z.string().nullable(),
  createdBy: s.memberRef.nullable(),
  createdAt: s.instant,
  startedAt: s.instant.nullable(),
  endedAt: s.instant.nullable(),
})

/** What an import would do: columns, the mapping used, problems, samples, and in live mode how much it sets off. */
export const ImportPlan = z.object({
  mapping,
  profiles: z.array(z.record(z.string(), z.unknown())),
  problems: z.array(
    z.object({
      severity: z.enum(['error', 'warning']),
      file: z.string().nullable(),
      column: z.string().nullable(),
      code: z.string(),
      message: z.string(),
      count: z.number(),
      suggestion: z.record(z.string(), z.unknown()).nullable(),
    }),
  ),
  preview: z.array(
    z.object({ kind: z.string(), row: z.number(), record: z.record(z.string(), z.unknown()) }),
  ),
  counts: z.object({
    records: counts,
    stages: counts,
    setAside: z.number(),
    wonMinor: z.number().nullable(),
    currency: z.string(),
  }),
  /** Live imports only. */
  consequences: z.object({ handoffs: z.number(), messages: z.number(), overdueSteps: z.number() }).nullable(),
  shiftDays: z.number(),
})

const one = z.strictObject({ id: s.importId })

export const importOperations = {
  'import.list': operation({
    summary: 'List imports, newest first.',
    permission: 'import.run',
    input: z.strictObject({ cursor: s.cursor, limit: s.limit }),
    output: s.page(ImportRow),
  }),
  'import.create': operation({
    summary: 'Begin an import by naming its files.',
    permission: 'import.run',
    input: z.strictObject({
      files: z
        .array(
          z.strictObject({
            name: s.name(255),
            size: z
              .number()
              .int()
              .min(0)
              .max(2 ** 31),
          }),
        )
        .min(1)
        .max(100),
    }),
    output: ImportRow,
  }),
  'import.upload': operation({
    summary: 'Upload one file of an import as raw bytes.',
    permission: 'import.run',
    handler: 'custom',
    input: one.extend({ number: z.coerce.number().int().min(1).max(100) }),
    output: ImportRow,
  }),
  'import.show': operation({
    summary: 'Show an import and how far it came.',
    permission: 'import.run',
    input: one,
    output: ImportRow.extend({
      plan: ImportPlan.nullable(),
      /** How many rows of which file wait to be mended; counted when the run is over. */
      setAsideByFile: z.array(z.object({ file: z.string(), rows: z.number() })),
    }),
  }),
  'import.plan': operation({
    summary: 'Read the files, suggest or check a mapping, and show what would happen; nothing is written.',
    permission: 'import.run',
    input: one.extend({
      version: s.version,
      mapping: mapping.optional(),
      mode: z.enum(['history', 'live']).optional(),
      shiftDates: z.boolean().optional(),
    }),
    output: ImportRow.extend({ plan: ImportPlan }),
    bodyLimitBytes: 2_000_000,
  }),
  'import.start': operation({
    summary: 'Run a planned import. A live one must repeat the number of handoffs it was shown.',
    permission: 'import.run',
    input: one.extend({ version: s.version, confirmHandoffs: z.number().int().min(0).optional() }),
    output: ImportRow,
  }),
  'import.cancel': operation({
    summary: 'Stop an import; what was written stays, and it can be run again.',
    permission: 'import.run',
    input: one,
    output: ImportRow,
  }),
  'import.problems': operation({
    summary: 'List the rows that were set aside.',
    permission: 'import.run',
    input: one.extend({ cursor: s.cursor, limit: s.limit }),
    output: s.page(
      z.object({
        number: z.number(),
        file: z.string(),
        row: z.number(),
        column: z.string().nullable(),
        code: z.string(),
        reason: z.string(),
        cells: z.record(z.string(), z.string().nullable()),
      }),
    ),
  }),
  'import.problems_csv': operation({
    summary: 'Download the rows that were set aside, to mend and run again.',
    permission: 'import.run',
    handler: 'custom',
    /** `file` is needed where rows of several files were set aside. */
    input: one.extend({ file: s.name(255).optional() }),
    output: z.object({}),
  }),
  'import_mapping.list': operation({
    summary: 'List saved mappings.',
    permission: 'import.run',
    input: z.strictObject({}),
    output: z.object({
      items: z.array(
        z.object({ id: z.string(), name: z.string(), version: s.version, mapping, createdAt: s.instant }),
      ),
    }),
  }),
  'import_mapping.save': operation({
    summary: 'Save a mapping under a name.',
    permission: 'import.run',
    input: z.strictObject({ name: s.name(), mapping }),
    output: z.object({ id: z.string(), name: z.string(), version: s.version, mapping, createdAt: s.instant }),
  }),
}
