import { alternatives, type JsonSchema, jsonSchemaOf } from '../../src/contract/operation-schema.ts'
import { operations } from '../../src/contract/operations.ts'
import type { OperationName } from '../../src/contract/routes.ts'

/** Ids to put where an id is asked for, by prefix: `mem`, `del`, … */
export type SampleIds = Readonly<Record<string, string>>

/** An id of the right form that nobody has. */
export function unusedId(prefix: string): string {
  return `${prefix}_${'0'.repeat(26)}`
}

/** Input with every required field filled in a way that fits; ids are those given, or ones that nobody has. */
export function sampleInput(name: OperationName, ids: SampleIds = {}): Record<string, unknown> {
  const sample = sampleOf(jsonSchemaOf(operations[name].input, 'input'), ids)
  return typeof sample === 'object' && sample !== null ? { ...sample, ...known[name] } : {}
}

/** What a schema cannot say: patterns and refinements that only some texts meet. */
const known: Partial<Record<OperationName, Record<string, unknown>>> = {
  'team.create': { name: 'Nobody’s team', side: 'sales' },
}

function sampleOf(schema: JsonSchema, ids: SampleIds): unknown {
  const [first = {}] = alternatives(schema).toSorted(
    (a, b) => Number(a.type === 'null') - Number(b.type === 'null'),
  )
  if (first.const !== undefined) return first.const
  if (first.enum) return first.enum[0]
  switch (first.type) {
    case 'object': {
      const fields = first.required ?? []
      return Object.fromEntries(
        fields.map((field) => [field, sampleOf(first.properties?.[field] ?? {}, ids)]),
      )
    }
    case 'array':
      return Number(first['minItems'] ?? 0) > 0 ? [sampleOf(first.items ?? {}, ids)] : []
    case 'integer':
    case 'number':
      return Math.max(1, Number(first['minimum'] ?? 1))
    case 'boolean':
      return true
    case 'null':
      return null
    default:
      return sampleText(first, ids)
  }
}

function sampleText({ pattern, format, ...rest }: JsonSchema, ids: SampleIds): string {
  const prefix = pattern && /^\^([a-z]{3})_\[/.exec(pattern)?.[1]
  if (prefix) return ids[prefix] ?? unusedId(prefix)
  if (pattern?.includes('A-Z]{3}')) return 'EUR'
  if (pattern?.includes('@')) return 'somebody@example.com'
  if (pattern?.startsWith('^[a-z][a-z0-9_]')) return 'business_goals'
  if (format === 'date-time') return '2026-11-20T10:00:00.000Z'
  if (format === 'date') return '2026-11-20'
  return 'sample'.repeat(Math.ceil(Number(rest['minLength'] ?? 1) / 6))
}
