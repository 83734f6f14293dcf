import { z } from 'zod'

/** A JSON Schema, as far as our doors look into it. */
export type JsonSchema = {
  type?: string | string[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  anyOf?: JsonSchema[]
  /** A shape with a name of its own, in `$defs`. */
  $ref?: string
  $defs?: Record<string, JsonSchema>
  oneOf?: JsonSchema[]
  enum?: unknown[]
  const?: unknown
  pattern?: string
  format?: string
  description?: string
  [keyword: string]: unknown
}

/** A shape as JSON Schema 2020-12: what is sent (`input`) or what comes back (`output`). */
export function jsonSchemaOf(shape: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io, unrepresentable: 'any' })
  return schema as JsonSchema
}

/** The forms a value may take, where a schema allows several. */
export function alternatives(schema: JsonSchema): JsonSchema[] {
  const several = schema.anyOf ?? schema.oneOf
  if (several) return several.flatMap(alternatives)
  const { type } = schema
  return Array.isArray(type) ? type.map((one) => ({ ...schema, type: one })) : [schema]
}

/** Names of the fields of an object shape that hold lists. */
export function listFields(schema: JsonSchema): string[] {
  return Object.entries(schema.properties ?? {})
    .filter(([, field]) => alternatives(field).some((it) => it.type === 'array'))
    .map(([name]) => name)
}
