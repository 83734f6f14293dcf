import type { Directory, DirectoryMember } from '../../people/directory.ts'
import { referenceKey } from '../mapping/profile/value-sketch.ts'
import type { Reference } from '../mapping/records/import-record.ts'

type Index = {
  externalId: ReadonlyMap<string, DirectoryMember>
  email: ReadonlyMap<string, DirectoryMember>
  name: ReadonlyMap<string, DirectoryMember>
  nameKey: ReadonlyMap<string, DirectoryMember>
}

const indexes = new WeakMap<Directory, Index>()

/** The member a file means: first as written, then without regard to case and blanks. The eldest where names are shared. */
export function findMember(directory: Directory, { by, value }: Reference): DirectoryMember | null {
  const index = indexOf(directory)
  const exact = index[by].get(by === 'email' ? value.toLowerCase() : value)
  if (exact) return exact
  if (by === 'email') return null
  // A key that is somebody's name or address is not stored beside it.
  if (by === 'externalId' && index.email.has(value.toLowerCase()))
    return index.email.get(value.toLowerCase()) ?? null
  return index.name.get(value) ?? index.nameKey.get(referenceKey(value)) ?? null
}

function indexOf(directory: Directory): Index {
  const known = indexes.get(directory)
  if (known) return known
  const index = { externalId: new Map(), email: new Map(), name: new Map(), nameKey: new Map() }
  const put = (map: Map<string, DirectoryMember>, key: string | null, member: DirectoryMember): void => {
    if (key !== null && !map.has(key)) map.set(key, member)
  }
  for (const member of directory.members.values()) {
    put(index.externalId, member.externalId, member)
    put(index.email, member.email, member)
    put(index.name, member.name, member)
    put(index.nameKey, referenceKey(member.name), member)
  }
  indexes.set(directory, index)
  return index
}
