import type { Operation } from '../contract/operation.ts'
import { alternatives, type JsonSchema, jsonSchemaOf } from '../contract/operation-schema.ts'
import { closest } from '../core/lib/closest.ts'
import { parseJsonSafely } from '../core/lib/json-limits.ts'
import { UsageError } from './command.ts'
import type { Arguments } from './parse-arguments.ts'

type ReadFile = (path: string) => string

/** What an operation is given: `--json` as a whole, over which single flags are laid. */
export function operationInput(
  operation: Operation,
  { flags }: Arguments,
  readFile: ReadFile,
): Record<string, unknown> {
  const schema = jsonSchemaOf(operation.input, 'input')
  const whole = flags.get('json')?.[0]
  const input: Record<string, unknown> =
    whole === undefined ? {} : asObject(readJson('json', whole, readFile))
  const fields = new Map(Object.keys(schema.properties ?? {}).map((field) => [flagOf(field), field]))
  for (const [flag, values] of flags) {
    if (flag === 'json') continue
    const field = fields.get(flag)
    if (field === undefined) throw unknownFlag(flag, [...fields.keys()])
    input[field] = readValues(flag, values, { schema: schema.properties?.[field] ?? {}, readFile })
  }
  return input
}

/** Flags of the command line itself. A field of the same name is given in `--json`. */
export const ownFlags: readonly string[] = [
  'as',
  'workspace',
  'url',
  'key',
  'json',
  'json-output',
  'idempotency-key',
  'help',
]

/** `stageKind` is typed as `--stage-kind`. */
export function flagOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

function unknownFlag(flag: string, known: readonly string[]): UsageError {
  const near = closest(flag, known)
  const list = known.map((name) => `--${name}`).join(', ')
  return new UsageError(
    `There is no --${flag} here.${near ? ` Did you mean --${near}?` : ''} ${known.length > 0 ? `Expected ${list} or --json.` : 'This command takes nothing.'}`,
  )
}

type Reading = { schema: JsonSchema; readFile: ReadFile }

function readValues(flag: string, values: readonly string[], reading: Reading): unknown {
  const list = alternatives(reading.schema).find((it) => it.type === 'array')
  const [first = ''] = values
  if (list && !/^\s*\[|^@|^null$/.test(first)) {
    return values.map((value) => readValue(flag, value, { ...reading, schema: list.items ?? {} }))
  }
  if (values.length > 1) throw new UsageError(`--${flag} may be given once.`)
  return readValue(flag, first, reading)
}

/** Text becomes what the shape asks for and nothing else: `007` stays text where text is meant. */
function readValue(flag: string, text: string, { schema, readFile }: Reading): unknown {
  const types = new Set(alternatives(schema).map((it) => typeOf(it)))
  if (text === 'null' && types.has('null')) return null
  if (text.startsWith('@') && types.has('string') && !types.has('object'))
    return fileText(text.slice(1), readFile)
  if (/^(?:\s*[[{]|@)/.test(text) && (types.has('object') || types.has('array'))) {
    return readJson(flag, text, readFile)
  }
  if (types.has('string')) return text
  if ((types.has('number') || types.has('integer')) && /^-?\d+(?:\.\d+)?$/.test(text)) return Number(text)
  if (types.has('boolean') && /^(?:true|false)$/.test(text)) return text === 'true'
  throw new UsageError(`--${flag} ${text}: expected ${[...types].join(' or ')}.`)
}

function typeOf(schema: JsonSchema): string {
  if (typeof schema.type === 'string') return schema.type
  const value = schema.const ?? schema.enum?.[0]
  return value === undefined ? 'string' : value === null ? 'null' : typeof value
}

function readJson(flag: string, text: string, readFile: ReadFile): unknown {
  const parsed = parseJsonSafely(text.startsWith('@') ? fileText(text.slice(1), readFile) : text)
  if (parsed.ok) return parsed.value
  throw new UsageError(`--${flag} is not JSON we take: ${parsed.reason}.`)
}

function fileText(path: string, readFile: ReadFile): string {
  try {
    return readFile(path)
  } catch (error) {
    throw new UsageError(
      `${path} cannot be read: ${error instanceof Error ? error.message : 'unknown reason'}.`,
    )
  }
}

function asObject(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  throw new UsageError('--json must be an object, such as \'{"id": "…"}\'.')
}
