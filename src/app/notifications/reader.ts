import type { Directory, DirectoryMember } from '../people/directory.ts'
import { calendarOf } from '../people/directory.ts'
import type { WorkspaceRow } from '../workspaces/workspace-row.ts'

/** Somebody who is told something, in words and times of their own. */
export type Reader = {
  id: string
  name: string
  email: string | null
  zone: string
  locale: string
}

export function readerOf(
  directory: Directory,
  workspace: Pick<WorkspaceRow, 'zone' | 'locale'>,
  member: DirectoryMember,
): Reader {
  return {
    id: member.id,
    name: member.name,
    email: member.email,
    zone: member.zone ?? calendarOf(directory, member.id)?.definition.zone ?? workspace.zone,
    locale: member.locale ?? workspace.locale,
  }
}

/** Only people who can sign in are told: not who left, nor who is merely known from an import. */
export function isReached(member: DirectoryMember | undefined): member is DirectoryMember {
  return member?.status === 'active' || member?.status === 'invited'
}
