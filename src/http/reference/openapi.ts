import { type ErrorCode, errorCodes } from '../../app/errors.ts'
import type { Operation } from '../../contract/operation.ts'
import { type JsonSchema, jsonSchemaOf, listFields } from '../../contract/operation-schema.ts'
import { operations } from '../../contract/operations.ts'
import type { OperationName } from '../../contract/routes.ts'
import { statusOf, titleOf } from '../errors.ts'
import { operationNames, routeOf } from '../operations.ts'
import { cookieName } from '../sender/session-cookie.ts'

type Json = Record<string, unknown>

/** The description of every operation for programs, as OpenAPI 3.1, made from the table they are served from. */
export function openApi(publicUrl: string): Json {
  const paths: Record<string, Json> = {}
  const shapes = new Map<string, JsonSchema>()
  for (const name of operationNames) {
    const { method, path } = routeOf(name)
    const open = path.replace(/:([A-Za-z]+)/g, '{$1}')
    paths[open] = { ...paths[open], [method.toLowerCase()]: describe(name, shapes) }
  }
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Throughline',
      version: '1',
      description:
        'Everything Throughline does, one operation each. Send an API key as `Authorization: Bearer …`. Changes take an `Idempotency-Key`: the same key with the same body is done once and answered alike.',
    },
    servers: [{ url: publicUrl }],
    tags: nounsOf().map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: problemSchema, ...Object.fromEntries(shapes) },
      responses: Object.fromEntries(errorCodes.map((code) => [code, problemResponse(code)])),
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key, or a contribution link’s token.' },
        session: { type: 'apiKey', in: 'cookie', name: cookieName(publicUrl) },
      },
    },
    security: [{ key: [] }, { session: [] }],
  }
}

function describe(name: OperationName, shapes: Map<string, JsonSchema>): Json {
  const operation: Operation = operations[name]
  const { method, path } = routeOf(name)
  const input = hoist(jsonSchemaOf(operation.input, 'input'), shapes)
  const inPath = [...path.matchAll(/:([A-Za-z]+)/g)].map((found) => found[1] ?? '')
  const rest = without(input, inPath)
  const isRead = method === 'GET'
  const isPublic = operation.permission === 'public'
  return {
    operationId: name,
    tags: [nounOf(name)],
    summary: operation.summary,
    description: isPublic ? 'Needs no sign-in.' : `Permission: \`${operation.permission}\`.`,
    ...(isPublic && { security: [] }),
    parameters: [
      ...inPath.map((field) => parameter('path', field, input)),
      ...(isRead ? Object.keys(rest.properties ?? {}).map((field) => parameter('query', field, rest)) : []),
      ...(isRead || isPublic ? [] : [idempotencyKey]),
    ],
    ...(!isRead && {
      requestBody: { required: (rest.required ?? []).length > 0, content: bodyOf(name, rest) },
    }),
    responses: {
      '200': {
        description: 'Done.',
        content: answerOf(name, hoist(jsonSchemaOf(operation.output, 'output'), shapes)),
      },
      ...problemsOf(operation),
    },
  }
}

function bodyOf(name: OperationName, schema: JsonSchema): Json {
  if (name === 'import.upload') return { 'application/octet-stream': {} }
  return { 'application/json': { schema } }
}

function answerOf(name: OperationName, schema: JsonSchema): Json {
  if (name === 'change.stream') return { 'text/event-stream': { schema: { type: 'string' } } }
  if (name === 'import.problems_csv') return { 'text/csv': { schema: { type: 'string' } } }
  return { 'application/json': { schema } }
}

/** Shapes with names stand once in the document, not in every answer; what refers to them follows. */
function hoist(schema: JsonSchema, shapes: Map<string, JsonSchema>): JsonSchema {
  if (!schema.$defs) return schema
  const text = JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')
  const { $defs, ...rest }: JsonSchema = JSON.parse(text)
  for (const [name, shape] of Object.entries($defs ?? {})) shapes.set(name, shape)
  return rest
}

const idempotencyKey = {
  in: 'header',
  name: 'Idempotency-Key',
  required: false,
  description: 'The same for every repeat of one intent; kept for seven days.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
}

function parameter(where: 'path' | 'query', name: string, schema: JsonSchema): Json {
  const isList = listFields(schema).includes(name)
  return {
    in: where,
    name,
    required: where === 'path' || (schema.required ?? []).includes(name),
    schema: schema.properties?.[name] ?? {},
    ...(isList && { style: 'form', explode: true }),
  }
}

function without(schema: JsonSchema, fields: readonly string[]): JsonSchema {
  const properties = Object.fromEntries(
    Object.entries(schema.properties ?? {}).filter(([name]) => !fields.includes(name)),
  )
  const required = (schema.required ?? []).filter((name) => !fields.includes(name))
  const { required: _, ...others } = schema
  return { ...others, properties, ...(required.length > 0 && { required }) }
}

function problemsOf(operation: Operation): Json {
  const possible = errorCodes.filter(
    (code) => operation.permission !== 'public' || !['forbidden', 'not_found', 'conflict'].includes(code),
  )
  return Object.fromEntries(
    possible.map((code) => [String(statusOf[code]), { $ref: `#/components/responses/${code}` }]),
  )
}

function problemResponse(code: ErrorCode): Json {
  return {
    description: titleOf[code],
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string', description: 'Which kind of problem; an address relative to this server.' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'A sentence for people.' },
    code: { type: 'string', description: 'What exactly, for programs; stable.' },
    fields: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: { path: { type: 'string' }, message: { type: 'string' } },
      },
    },
    current: { description: 'For a conflict: what stands there now.' },
    requestId: { type: 'string', description: 'Name it when you ask for help.' },
  },
}

export function nounOf(name: OperationName): string {
  return name.slice(0, name.indexOf('.'))
}

export function nounsOf(): string[] {
  return [...new Set(operationNames.map(nounOf))]
}
