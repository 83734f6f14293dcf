import { alternatives, type JsonSchema } from '../../contract/operation-schema.ts'

/** A shape as somebody would write it down: `{ id: string, tags?: string[] }`, indented where it is long. */
export function typeText(schema: JsonSchema, indent = ''): string {
  if (schema.$ref) return schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)
  const forms = alternatives(schema)
  if (forms.length > 1) return forms.map((one) => typeText(one, indent)).join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((it) => JSON.stringify(it)).join(' | ')
  if (schema.type === 'array') return listText(schema, indent)
  if (schema.type === 'object') return objectText(schema, indent)
  return scalarText(schema)
}

/** The shapes a schema gives names to, each written down once. */
export function namedTypes(schema: JsonSchema): string {
  return Object.entries(schema.$defs ?? {})
    .map(([name, it]) => `${name}: ${typeText(it)}`)
    .join('\n\n')
}

function listText(schema: JsonSchema, indent: string): string {
  const item = typeText(schema.items ?? {}, indent)
  return item.includes(' | ') && !item.startsWith('{') ? `(${item})[]` : `${item}[]`
}

function objectText(schema: JsonSchema, indent: string): string {
  const fields = Object.entries(schema.properties ?? {})
  const other = schema['additionalProperties']
  if (fields.length === 0) {
    return isSchema(other) && Object.keys(other).length > 0
      ? `{ [name]: ${typeText(other, indent)} }`
      : isSchema(other)
        ? '{ [name]: anything }'
        : '{}'
  }
  const inner = `${indent}  `
  const required = new Set(schema.required ?? [])
  const lines = fields.map(
    ([name, field]) => `${name}${required.has(name) ? '' : '?'}: ${typeText(field, inner)}`,
  )
  const short = `{ ${lines.join(', ')} }`
  if (short.length <= 64 && !short.includes('\n')) return short
  return `{\n${lines.map((line) => `${inner}${line}`).join('\n')}\n${indent}}`
}

const named: Readonly<Record<string, string>> = { 'date-time': 'instant', date: 'day' }

function scalarText(schema: JsonSchema): string {
  const { format, pattern, type } = schema
  if (format && named[format]) return named[format]
  const prefix = pattern && /^\^([a-z]{3})_\[/.exec(pattern)?.[1]
  if (prefix) return `"${prefix}_…"`
  return typeof type === 'string' ? `${type}${limitsText(schema)}` : 'anything'
}

/** What fits, as `(1–120)`: characters of a text, the range of a number. Only what somebody could run into. */
function limitsText(schema: JsonSchema): string {
  const isText = schema.type === 'string'
  const least = Number(schema[isText ? 'minLength' : 'minimum'] ?? Number.NEGATIVE_INFINITY)
  const most = Number(schema[isText ? 'maxLength' : 'maximum'] ?? Number.POSITIVE_INFINITY)
  const hasLeast = least > (isText ? 0 : Number.MIN_SAFE_INTEGER)
  const hasMost = most < Number.MAX_SAFE_INTEGER
  // Texts and numbers begin at one almost everywhere.
  if (!hasMost) return hasLeast && least > 1 ? `(from ${least})` : ''
  return hasLeast ? `(${least}–${most})` : `(to ${most})`
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null
}
