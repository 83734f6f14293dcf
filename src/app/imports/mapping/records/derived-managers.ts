import { ownCopy } from '../profile/column-tally.ts'
import { referenceKey } from '../profile/value-sketch.ts'
import type { MemberRecord, NormalisedRecord, NormalisedRow } from './import-record.ts'
import type { MappedFile } from './normalise-rows.ts'

type Manager = {
  name: string
  email: string | null
  territories: Set<string>
  place: { file: string; row: number; line: number }
}

/**
 * Managers who are named in the rows of their people but have no row themselves: they are people too. Their
 * territory is that of their people where these share one. The files of people are read twice for this.
 */
export async function* derivedManagers(
  rowsOf: (entry: MappedFile) => AsyncIterable<NormalisedRow[]>,
  people: readonly MappedFile[],
): AsyncGenerator<NormalisedRow[]> {
  const managers = new Map<string, Manager>()
  const naming = people.filter(({ mapping }) => mapping.fields.managerName || mapping.fields.managerEmail)
  await eachMember(rowsOf, naming, (row) => gather(managers, row))
  if (managers.size === 0) return
  await eachMember(rowsOf, people, ({ record }) => {
    managers.delete(referenceKey(record.name))
    if (record.email !== null) managers.delete(record.email)
  })
  if (managers.size > 0) yield [...managers.values()].map(asRecord)
}

type MemberRow = Extract<NormalisedRecord, { kind: 'people' }>

async function eachMember(
  rowsOf: (entry: MappedFile) => AsyncIterable<NormalisedRow[]>,
  people: readonly MappedFile[],
  use: (row: MemberRow) => void,
): Promise<void> {
  for (const entry of people) {
    for await (const batch of rowsOf(entry)) {
      for (const row of batch) if (row.kind === 'people' && !row.problem) use(row)
    }
  }
}

function gather(managers: Map<string, Manager>, row: MemberRow): void {
  const { managerName, managerEmail, territory } = row.record
  const name = managerName ?? managerEmail
  if (name === null) return
  const key = managerName === null ? name : referenceKey(name)
  const place = { file: row.file, row: row.row, line: row.line }
  const known = managers.get(key) ?? {
    name: ownCopy(name),
    email: managerEmail,
    territories: new Set(),
    place,
  }
  if (territory !== null && known.territories.size < 2) known.territories.add(ownCopy(territory))
  managers.set(key, known)
}

function asRecord(manager: Manager): MemberRow {
  const [territory = null, another] = manager.territories
  const record: MemberRecord = {
    externalId: manager.name,
    name: manager.name,
    email: manager.email,
    role: 'sales_manager',
    managerName: null,
    managerEmail: null,
    team: null,
    territory: another === undefined ? territory : null,
  }
  return { ...manager.place, kind: 'people', record, cells: {}, derived: true }
}
