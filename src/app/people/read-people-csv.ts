import type { z } from 'zod'
import { peopleOperations } from '../../contract/people.ts'
import { type MemberRole, memberRoles } from '../../core/handoff/vocabulary.ts'
import { closest } from '../../core/lib/closest.ts'
import { fileFromBytes, UnreadableFile } from '../imports/reading/import-file.ts'
import type { Cells, RawRow } from '../imports/reading/raw-row.ts'
import { readTable } from '../imports/reading/read-table.ts'

export type CsvProblem = { row: number; column: string | null; reason: string }
export const peopleColumns = ['name', 'email', 'roles', 'team', 'manager', 'territories', 'capacity'] as const
export type PeopleColumn = (typeof peopleColumns)[number]

/** A person as a row tells of them; what the file has no column for is undefined. */
export type CsvPerson = {
  row: number
  name: string
  email: string
  roles: MemberRole[]
  team: string | null | undefined
  manager: string | null | undefined
  territories: string[] | undefined
  capacity: number | null | undefined
}

const otherNames: Record<string, PeopleColumn> = {
  'full name': 'name',
  'e-mail': 'email',
  mail: 'email',
  'e-mail address': 'email',
  'email address': 'email',
  role: 'roles',
  'manager email': 'manager',
  'reports to': 'manager',
  territory: 'territories',
  region: 'territories',
}
const roleWords: Record<string, MemberRole> = {
  'account executive': 'ae',
  seller: 'ae',
  'customer success manager': 'csm',
  'vp sales': 'sales_manager',
  'vp cs': 'cs_manager',
  'revenue operations': 'revops',
  administrator: 'admin',
}

/** Reads a list of people, in any column order and with any delimiter; each bad row is told and left out. */
export async function readPeopleCsv(
  csv: string,
): Promise<{ people: CsvPerson[]; problems: CsvProblem[]; columns: ReadonlySet<PeopleColumn> }> {
  const rows: RawRow[] = []
  try {
    for await (const row of readTable(fileFromBytes('people.csv', Buffer.from(csv)))) rows.push(row)
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    return { people: [], problems: [{ row: 0, column: null, reason: error.message }], columns: new Set() }
  }
  const header = readHeader(Object.keys(rows[0]?.cells ?? {}))
  const columns = new Set(header.names.values())
  const missing = (['name', 'email', 'roles'] as const).filter((column) => !columns.has(column))
  if (missing.length > 0) {
    const reason = `The column ${missing.join(' and ')} is missing; expected ${peopleColumns.join(', ')}.`
    return { people: [], problems: [...header.problems, { row: 0, column: null, reason }], columns }
  }
  const read = rows.map((row) => readRow(row, header.names))
  return {
    people: read.flatMap((result) => ('problem' in result ? [] : [result])),
    problems: [
      ...header.problems,
      ...read.flatMap((result) => ('problem' in result ? [result.problem] : [])),
    ],
    columns,
  }
}

function readHeader(found: readonly string[]): { names: Map<string, PeopleColumn>; problems: CsvProblem[] } {
  const names = new Map<string, PeopleColumn>()
  const problems: CsvProblem[] = []
  for (const column of found) {
    const plain = column.trim().toLowerCase().replaceAll('_', ' ')
    const known = peopleColumns.find((name) => name === plain) ?? otherNames[plain]
    if (known && ![...names.values()].includes(known)) names.set(column, known)
    else {
      const near = closest(plain, peopleColumns)
      const hint = known ? ' Another column says the same.' : near ? ` Did you mean ${near}?` : ''
      problems.push({
        row: 0,
        column,
        reason: `This column is not used; expected ${peopleColumns.join(', ')}.${hint}`,
      })
    }
  }
  return { names, problems }
}

const Person = peopleOperations['member.invite'].input.pick({
  name: true,
  email: true,
  roles: true,
  territories: true,
  capacity: true,
})

function readRow(raw: RawRow, names: ReadonlyMap<string, PeopleColumn>): CsvPerson | { problem: CsvProblem } {
  const bad = (column: string | null, reason: string) => ({ problem: { row: raw.row, column, reason } })
  if (raw.problem) return bad(raw.problem.column || null, raw.problem.reason)
  const cells = byColumn(raw.cells, names)
  const roles = readRoles(cells.roles ?? '')
  if ('unknown' in roles) return bad('roles', roles.unknown)
  const capacity = readCapacity(cells.capacity)
  if (typeof capacity === 'string') return bad('capacity', capacity)
  const territories = cells.territories === undefined ? undefined : split(cells.territories ?? '')
  const parsed = Person.safeParse({
    name: cells.name ?? '',
    email: (cells.email ?? '').trim(),
    roles: roles.list,
    ...(territories ? { territories } : {}),
    ...(capacity === undefined ? {} : { capacity }),
  })
  if (!parsed.success) return bad(...firstIssue(parsed.error))
  const { team, manager } = cells
  return { row: raw.row, team, manager, territories, capacity, ...parsed.data, name: parsed.data.name.trim() }
}

function firstIssue(error: z.ZodError): [string | null, string] {
  const issue = error.issues[0]
  const column = issue?.path[0]
  return [typeof column === 'string' ? column : null, issue?.message ?? 'The row does not fit.']
}

function byColumn(
  cells: Cells,
  names: ReadonlyMap<string, PeopleColumn>,
): Partial<Record<PeopleColumn, string | null>> {
  const found: Partial<Record<PeopleColumn, string | null>> = {}
  for (const [column, name] of names) found[name] = cells[column]?.trim() || null
  return found
}

function readRoles(text: string): { list: MemberRole[] } | { unknown: string } {
  const list: MemberRole[] = []
  for (const word of split(text)) {
    const plain = word.toLowerCase().replaceAll('_', ' ')
    const role = memberRoles.find((r) => r === plain.replaceAll(' ', '_')) ?? roleWords[plain]
    if (!role) {
      const near = closest(plain, memberRoles)
      return {
        unknown: `"${word}" is no role; expected ${memberRoles.join(', ')}${near ? `. Did you mean ${near}?` : '.'}`,
      }
    }
    if (!list.includes(role)) list.push(role)
  }
  return list.length === 0 ? { unknown: `expected at least one role of ${memberRoles.join(', ')}` } : { list }
}

function readCapacity(text: string | null | undefined): number | null | undefined | string {
  if (text === undefined || text === null) return text
  return /^\d{1,6}$/.test(text)
    ? Number(text)
    : `"${text}" is no capacity; expected a whole number such as 40`
}

function split(text: string): string[] {
  const words = text.split(/[;,|/]/).map((word) => word.trim())
  return [...new Set(words.filter((word) => word !== ''))]
}
