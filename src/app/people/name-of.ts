import type { MemberRef } from '../../contract/shapes.ts'
import type { Directory } from './directory.ts'

/** A member as others name them; NULL where there is none. */
export function nameOf(directory: Directory, memberId: string | null): MemberRef | null {
  if (memberId === null) return null
  return { id: memberId, name: directory.members.get(memberId)?.name ?? 'Somebody who is no longer here' }
}
