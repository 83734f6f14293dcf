import type { IncomingDeal } from '../kit/incoming.ts'
import type { Reader } from './field-reader.ts'
import { problem, rawAt } from './field-reader.ts'
import type { WebhookMapping } from './mapping.ts'
import { fieldName } from './mapping.ts'

const mostMembers = 200
const longestField = 4000

type Named = { name: string; path: string; value: unknown }

/** Further fields of the source, as plain values; a list of texts becomes one text. */
export function fieldsFrom(reader: Reader, from: WebhookMapping['deal']): IncomingDeal['fields'] {
  const members = membersOf(reader, { named: from.fields, all: from.allFields, field: 'deal.fields' })
  if (members === undefined) return undefined
  const fields: NonNullable<IncomingDeal['fields']> = {}
  for (const { name, path, value } of members) {
    const plain = Array.isArray(value) && value.every(isWord) ? value.join(', ') : value
    if (isPlain(plain)) fields[name] = plain
    else
      problem(reader, {
        field: `deal.fields.${name}`,
        path,
        expected: `a text of at most ${longestField} characters, a number or yes/no`,
        value,
      })
  }
  return fields
}

/** Answers the source holds, as they stand; whether they fit the requirement is for the playbook to say. */
export function answersFrom(reader: Reader, from: WebhookMapping['deal']): IncomingDeal['answers'] {
  const members = membersOf(reader, { named: from.answers, all: from.allAnswers, field: 'deal.answers' })
  return (
    members &&
    Object.fromEntries(members.filter(({ value }) => value !== null).map(({ name, value }) => [name, value]))
  )
}

type Wanted = { named: Record<string, string> | undefined; all: string | undefined; field: string }

function membersOf(reader: Reader, { named, all, field }: Wanted): Named[] | undefined {
  if (named === undefined && all === undefined) return undefined
  const single = Object.entries(named ?? {}).map(([name, path]) => ({
    name,
    path,
    value: rawAt(reader, path),
  }))
  const whole = all === undefined ? [] : wholeObject(reader, all, field)
  const said = [...whole, ...single].filter(({ value }) => value !== undefined)
  return said.length === 0 ? undefined : said
}

function wholeObject(reader: Reader, path: string, field: string): Named[] {
  const value = rawAt(reader, path)
  if (value === undefined || value === null) return []
  if (typeof value !== 'object' || Array.isArray(value) || Object.keys(value).length > mostMembers) {
    problem(reader, { field, path, expected: `an object of at most ${mostMembers} members`, value })
    return []
  }
  const members = Object.entries(value).map(([name, member]) => ({
    name,
    path: `${path}.${name}`,
    value: member === '' ? null : member,
  }))
  const odd = members.find(({ name }) => !fieldName.test(name))
  if (odd) problem(reader, { field, path, expected: 'names of a-z, 0-9 and _', value: odd.name })
  return odd ? [] : members
}

function isWord(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number'
}

function isPlain(value: unknown): value is string | number | boolean | null {
  if (typeof value === 'string') return value.length <= longestField
  return value === null || typeof value === 'number' || typeof value === 'boolean'
}
