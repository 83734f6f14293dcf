import type { Day } from '../lib/instant.ts'
import { no, ok, type Result } from '../lib/result.ts'
import type { Requirement, TableColumn } from '../playbook/playbook.ts'
import type { AnswerValue } from './answer.ts'
import { isListValue, isMoneyValue } from './answer-value.ts'

/**
 * Whether a value has the shape its requirement asks for: the options of a choice, the columns of a table, real days,
 * web addresses. The refusal says what was expected. An empty value is not refused here; it just does not count as given.
 */
export function checkAnswerValue(
  requirement: Pick<Requirement, 'label' | 'type' | 'options' | 'columns'>,
  value: AnswerValue,
): Result<AnswerValue, 'wrong_value'> {
  const expected = expectedInstead(requirement, value)
  return expected === null ? ok(value) : no('wrong_value', `${requirement.label}: expected ${expected}.`)
}

/** What was expected, where the value is something else; null where it fits. */
function expectedInstead(
  { type, options = [], columns = [] }: Pick<Requirement, 'type' | 'options' | 'columns'>,
  value: AnswerValue,
): string | null {
  switch (type) {
    case 'text':
      return typeof value === 'string' ? null : 'text'
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? null : 'a number'
    case 'yes_no':
      return typeof value === 'boolean' ? null : 'yes or no'
    case 'date':
      return isDay(value) ? null : 'a day such as 2026-11-20'
    case 'money':
      return isMoney(value) ? null : 'an amount in whole minor units and a currency such as EUR'
    case 'choice':
      return options.some(({ id }) => id === value)
        ? null
        : `one of ${options.map(({ id }) => id).join(', ')}`
    case 'person_list':
      return isListOf(value, 'name') && value.every(isPerson) ? null : 'a list of people, each with a name'
    case 'link_list':
      return isListOf(value, 'url') && value.every(({ url }) => isWebAddress(url))
        ? null
        : 'a list of web addresses'
    case 'table':
      return isListValue(value) ? rowFault(value.map(cellsOf), columns) : 'a list of rows'
  }
}

function isMoney(value: AnswerValue): boolean {
  return isMoneyValue(value) && Number.isSafeInteger(value.amountMinor) && /^[A-Z]{3}$/.test(value.currency)
}

function isListOf<K extends 'name' | 'url'>(
  value: AnswerValue,
  key: K,
): value is (Record<K, string> & AnswerListItem)[] {
  return isListValue(value) && value.every((item) => typeof cellsOf(item)[key] === 'string')
}

function isPerson(item: AnswerListItem): boolean {
  return Object.entries(item).every(
    ([name, cell]) => cell === undefined || typeof cell === personCells.get(name),
  )
}

const personCells: ReadonlyMap<string, string> = new Map([
  ...['name', 'role', 'title', 'email', 'phone', 'sentiment', 'note'].map(
    (name) => [name, 'string'] as const,
  ),
  ['stays', 'boolean'],
])

type AnswerListItem = Extract<AnswerValue, unknown[]>[number]

/** An entry of any list by the names of its cells. */
function cellsOf(item: AnswerListItem): Record<string, unknown> {
  return { ...item }
}

/** Only addresses a browser opens as a page; `javascript:` and the like are not links. */
function isWebAddress(url: string): boolean {
  return /^https?:\/\/[^\s/]/i.test(url.trim())
}

function rowFault(rows: Record<string, unknown>[], columns: readonly TableColumn[]): string | null {
  const known = new Set(columns.map(({ id }) => id))
  for (const row of rows) {
    const stranger = Object.keys(row).find((name) => !known.has(name))
    if (stranger !== undefined) return `only the columns ${[...known].join(', ')}, not “${stranger}”`
    for (const column of columns) {
      const expected = cellFault(column, row[column.id])
      if (expected !== null) return `${expected} in “${column.label}”`
    }
  }
  return null
}

function cellFault(column: TableColumn, cell: unknown): string | null {
  if (cell === null || cell === undefined || cell === '') return null
  switch (column.type) {
    case 'text':
      return typeof cell === 'string' ? null : 'text'
    case 'number':
      return typeof cell === 'number' && Number.isFinite(cell) ? null : 'a number'
    case 'yes_no':
      return typeof cell === 'boolean' ? null : 'yes or no'
    case 'date':
      return isDay(cell) ? null : 'a day such as 2026-11-20'
    case 'choice':
      return column.options?.some((option) => option === cell)
        ? null
        : `one of ${(column.options ?? []).join(', ')}`
  }
}

/** A day that exists: 2026-02-30 does not. */
function isDay(value: unknown): value is Day {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const ms = Date.parse(`${value}T00:00:00.000Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(value)
}
