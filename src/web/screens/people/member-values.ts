import type { Input } from '../../../contract/operations.ts'
import type { MemberRow } from '../../../contract/people.ts'
import type { MemberRole } from '../../../core/handoff/vocabulary.ts'
import { roleTitles } from '../../components/role-titles.ts'
import type { Person } from '../../ui/PersonChip.tsx'
import { emailFault } from './email-fault.ts'

/** A person’s fields as a form holds them. */
export type MemberValues = {
  name: string
  email: string
  roles: readonly MemberRole[]
  teamId: string | null
  managerId: Person | null
  calendarId: string | null
  zone: string
  locale: string
  territories: readonly string[]
  sizes: readonly string[]
  industries: readonly string[]
  languages: readonly string[]
  skills: readonly string[]
  capacity: number | null
}

export function memberValues(member: MemberRow): MemberValues {
  return {
    name: member.name,
    email: member.email ?? '',
    roles: member.roles,
    teamId: member.team?.id ?? null,
    managerId: member.manager,
    calendarId: member.calendarId,
    zone: member.zone,
    locale: member.locale,
    territories: member.territories,
    sizes: member.sizes,
    industries: member.industries,
    languages: member.languages,
    skills: member.skills,
    capacity: member.capacity,
  }
}

export function checkMember(values: MemberValues) {
  return {
    name: values.name.trim() === '' ? 'Enter their name.' : undefined,
    email: values.email.trim() === '' ? undefined : emailFault(values.email),
    roles: values.roles.length === 0 ? 'Choose one role at least.' : undefined,
    capacity:
      values.capacity !== null && !Number.isInteger(values.capacity) ? 'Enter a whole number.' : undefined,
  }
}

/** The fields as the server takes them; those left out stay as they are. */
export function memberInput(values: Partial<MemberValues>): Omit<Input<'member.update'>, 'id' | 'version'> {
  const { name, email, managerId, roles, territories, sizes, industries, languages, skills, ...rest } = values
  return {
    ...rest,
    ...(name !== undefined && { name: name.trim() }),
    ...(email !== undefined && email.trim() !== '' && { email: email.trim() }),
    ...(managerId !== undefined && { managerId: managerId?.id ?? null }),
    ...(roles && { roles: [...roles] }),
    ...(territories && { territories: [...territories] }),
    ...(sizes && { sizes: [...sizes] }),
    ...(industries && { industries: [...industries] }),
    ...(languages && { languages: [...languages] }),
    ...(skills && { skills: [...skills] }),
  }
}

const words = (value: readonly string[]): string => (value.length === 0 ? 'None' : value.join(', '))

/** Each field’s name, and its value in words; for the comparison of a conflict. */
export const memberShow = {
  name: { label: 'Name', text: (value: string) => value },
  email: { label: 'E-mail', text: (value: string) => value || 'None' },
  roles: {
    label: 'Roles',
    text: (value: readonly MemberRole[]) => value.map((role) => roleTitles[role]).join(', '),
  },
  teamId: { label: 'Team', text: (value: string | null) => (value === null ? 'None' : 'Another team') },
  managerId: { label: 'Manager', text: (value: Person | null) => value?.name ?? 'Nobody' },
  calendarId: {
    label: 'Calendar',
    text: (value: string | null) => (value === null ? 'The default' : 'Another calendar'),
  },
  zone: { label: 'Time zone', text: (value: string) => value },
  locale: { label: 'Language', text: (value: string) => value },
  territories: { label: 'Territories', text: words },
  sizes: { label: 'Tiers', text: words },
  industries: { label: 'Industries', text: words },
  languages: { label: 'Languages', text: words },
  skills: { label: 'Skills', text: words },
  capacity: { label: 'Limit', text: (value: number | null) => (value === null ? 'None' : `${value} points`) },
} as const
