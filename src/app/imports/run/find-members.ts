import { sql } from 'kysely'
import type { ImportField } from '../../../contract/import-mapping.ts'
import type { MemberRole } from '../../../core/handoff/vocabulary.ts'
import { insertMany, type JsonRow } from '../../../db/insert-many.ts'
import { loadDirectory } from '../../people/directory.ts'
import type { NormalisedRecord, Reference } from '../mapping/records/import-record.ts'
import { type Batch, columnOf, setAside } from './import-run.ts'
import { meantPeople } from './meant-people.ts'
import { newMember, recordNewMember } from './new-member.ts'

export type Asking = { field: ImportField; role: MemberRole }
type Asked<R> = { row: R; reference: Reference | null }

/** Found: an id, or null where the row names nobody. Rows that name somebody unknown may be set aside by it. */
export type Resolved<R> = { id: (row: R) => string | null; dropped: ReadonlySet<R> }

/**
 * The members that rows name. Somebody unknown becomes a known person, is left out, or the row is set aside, as the
 * mapping says. An address beside a name tells namesakes apart, and is kept for who has none yet.
 */
export async function findMembers<R extends NormalisedRecord>(
  batch: Batch,
  asked: readonly Asked<R>[],
  { field, role }: Asking,
): Promise<Resolved<R>> {
  const people = meantPeople(await loadDirectory(batch.tx))
  const policy = batch.run.mapping.missing.member
  const found = new Map<R, string | null>()
  const dropped = new Set<R>()
  for (const { row, reference } of asked) {
    if (reference === null) continue
    const id = people.find(reference)
    if (id !== null) found.set(row, id)
    else if (policy === 'create')
      found.set(row, people.add(reference, personNamed(batch, { reference, role })))
    else if (policy === 'set_aside') {
      dropped.add(row)
      setAside(batch, row, unknownReference(batch, row, { field, noun: 'person', value: reference.value }))
    }
  }
  await keepAddresses(batch, people.addresses)
  if (people.added.length > 0) await batch.tx.run(insertMany('member', people.added))
  for (const row of people.added) recordNewMember(batch, row)
  return { id: (row) => found.get(row) ?? null, dropped }
}

async function keepAddresses({ tx }: Batch, addresses: ReadonlyMap<string, string>): Promise<void> {
  for (const [id, email] of addresses) {
    await tx.run(
      sql`UPDATE member SET email = ${email}, version = version + 1 WHERE workspace_id = ${tx.workspaceId} AND id = ${id} AND email IS NULL`,
    )
    tx.record('member.update', { noun: 'member', id, before: { email: null }, after: { email } })
  }
}

function personNamed(
  batch: Batch,
  { reference, role }: { reference: Reference; role: MemberRole },
): JsonRow<'member'> {
  const { by, value } = reference
  // An address that cannot be one is still a name to know somebody by.
  const email =
    by === 'email' && /^[!-?A-~]{1,64}@[a-z0-9.-]{1,190}$/.test(value.toLowerCase())
      ? value.toLowerCase()
      : (reference.email ?? null)
  return newMember(batch, {
    name: value.slice(0, 120),
    email,
    externalId: by === 'externalId' ? value : null,
    role,
  })
}

export function unknownReference(
  batch: Batch,
  row: NormalisedRecord,
  about: { field: ImportField; noun: string; value: string },
): { code: string; column: string | null; reason: string } {
  const { noun, value } = about
  const column = columnOf(batch.run, row, about.field)
  const reason = `${column ?? about.field} is "${value.slice(0, 80)}", a ${noun} that is not known; expected one of the files or of the workspace.`
  return { code: 'unknown_reference', column, reason }
}
