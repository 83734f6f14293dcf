import { z } from 'zod'
import { ImportMapping } from '../../../../contract/import-mapping.ts'
import { parseJsonSafely } from '../../../../core/lib/json-limits.ts'
import { no, ok, type Result } from '../../../../core/lib/result.ts'

/** A mapping from a file somebody wrote or edited; the reason names each place that is wrong. */
export function readMappingText(source: string | Uint8Array): Result<ImportMapping, 'invalid_mapping'> {
  const parsed = parseJsonSafely(source)
  if (!parsed.ok) return no('invalid_mapping', `The mapping is not usable JSON: ${parsed.reason}.`)
  const planned = Planned.safeParse(parsed.value)
  return readMapping(planned.success ? planned.data.plan.mapping : parsed.value)
}

/** What a dry run prints holds the mapping it would use, and is taken for it. */
const Planned = z.object({ plan: z.object({ mapping: z.unknown() }) })

/** The same for a value that is read already. */
export function readMapping(value: unknown): Result<ImportMapping, 'invalid_mapping'> {
  const read = ImportMapping.safeParse(value)
  if (read.success) return ok(read.data)
  const issues = read.error.issues
    .slice(0, 10)
    .map((issue) => `${issue.path.join('.') || 'mapping'}: ${issue.message}`)
  const more = read.error.issues.length > 10 ? ` (and ${read.error.issues.length - 10} more)` : ''
  return no('invalid_mapping', `The mapping is not valid: ${issues.join('; ')}${more}.`)
}
