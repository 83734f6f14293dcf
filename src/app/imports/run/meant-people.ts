import type { JsonRow } from '../../../db/insert-many.ts'
import type { Directory } from '../../people/directory.ts'
import { referenceKey } from '../mapping/profile/value-sketch.ts'
import type { Reference } from '../mapping/records/import-record.ts'
import { findMember } from './member-index.ts'

/** Who is meant by the references of one batch, with what they tell that nobody knew. */
export type MeantPeople = {
  find(reference: Reference): string | null
  /** Takes a new person in, so that the next row finds them. */
  add(reference: Reference, row: JsonRow<'member'>): string
  readonly added: JsonRow<'member'>[]
  /** Addresses of members who had none, by their ids. */
  readonly addresses: ReadonlyMap<string, string>
}

type Told = {
  directory: Directory
  added: JsonRow<'member'>[]
  addresses: Map<string, string>
  byAddress: Map<string, string>
  byName: Map<string, JsonRow<'member'>>
}

/** By address where one is told, then by name, unless two addresses say that they are two people. */
export function meantPeople(directory: Directory): MeantPeople {
  const told: Told = {
    directory,
    added: [],
    addresses: new Map(),
    byAddress: new Map(),
    byName: new Map(),
  }
  return {
    find: (reference) => addressed(told, reference) ?? known(told, reference) ?? made(told, reference),
    add(reference, row) {
      told.added.push(row)
      const key = referenceKey(reference.value)
      if (!told.byName.has(key)) told.byName.set(key, row)
      if (typeof row.email === 'string') told.byAddress.set(row.email, row.id)
      return row.id
    },
    added: told.added,
    addresses: told.addresses,
  }
}

function addressed({ directory, byAddress }: Told, { email }: Reference): string | null {
  if (email === undefined) return null
  return findMember(directory, { by: 'email', value: email })?.id ?? byAddress.get(email) ?? null
}

function known({ directory, addresses, byAddress }: Told, reference: Reference): string | null {
  const member = findMember(directory, reference)
  const { email } = reference
  if (!member || email === undefined) return member?.id ?? null
  const own = member.email ?? addresses.get(member.id)
  if (own !== undefined && own !== email) return reference.by === 'name' ? null : member.id
  if (own === undefined) {
    addresses.set(member.id, email)
    byAddress.set(email, member.id)
  }
  return member.id
}

/** Somebody new of this batch; a row after the one that named them may tell the address. */
function made({ byName, byAddress }: Told, { value, email }: Reference): string | null {
  const row = byName.get(referenceKey(value))
  if (!row || email === undefined || row.email === email) return row?.id ?? null
  if (row.email !== null) return null
  row.email = email
  byAddress.set(email, row.id)
  return row.id
}
