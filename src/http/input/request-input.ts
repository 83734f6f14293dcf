import type { FastifyRequest } from 'fastify'
import { invalid } from '../../app/errors.ts'
import type { Operation } from '../../contract/operation.ts'
import { jsonSchemaOf, listFields } from '../../contract/operation-schema.ts'
import { readQuery } from './read-query.ts'

/** Puts together what an operation is given from the three places of a request. */
export type ReadInput = (request: FastifyRequest) => Record<string, unknown>

/** A GET takes its input from the path and the part after `?`; every other method from the path and the body. */
export function inputReader(operation: Operation, method: string): ReadInput {
  const lists = new Set(method === 'GET' ? listFields(jsonSchemaOf(operation.input, 'input')) : [])
  return (request) => {
    const sent = method === 'GET' ? queryInput(request, lists) : bodyInput(request)
    const input: Record<string, unknown> = Object.create(null)
    for (const [name, value] of Object.entries(sent)) input[name] = value
    for (const [name, value] of Object.entries(asRecord(request.params))) {
      if (name in input) throw twice(name)
      input[name] = value
    }
    // A plain object again: the checker builds its own from it anyway.
    return { ...input }
  }
}

function queryInput(request: FastifyRequest, lists: ReadonlySet<string>): Record<string, unknown> {
  const query = readQuery(queryText(request))
  for (const name of lists) {
    const value = query[name]
    if (typeof value === 'string') query[name] = [value]
  }
  return query
}

function bodyInput(request: FastifyRequest): Record<string, unknown> {
  if (queryText(request) !== '')
    throw invalid('Parameters of this operation belong into the body, not after "?".')
  if (request.body === undefined || request.body === null) {
    if (request.body === null) throw notAnObject()
    return {}
  }
  if (typeof request.body !== 'object' || Array.isArray(request.body)) throw notAnObject()
  return asRecord(request.body)
}

function queryText(request: FastifyRequest): string {
  const at = request.url.indexOf('?')
  return at < 0 ? '' : request.url.slice(at + 1)
}

function notAnObject() {
  return invalid('The body must be a JSON object, such as {}.')
}

function twice(name: string) {
  const message = 'is given in the path; leave it out elsewhere'
  return invalid(`${name}: ${message}`, [{ path: name, message }])
}

// What a parser of ours made: an object with text keys.
const asRecord = (value: unknown): Record<string, unknown> => (value ?? {}) as Record<string, unknown>
