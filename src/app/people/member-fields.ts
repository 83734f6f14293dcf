import type { Updateable } from 'kysely'
import type { Checked } from '../../contract/operations.ts'
import type { MemberTable } from '../../db/schema/member.ts'

/** What people manage of a person, as operations carry it. */
export type MemberFields = Omit<Checked<'member.update'>, 'id' | 'version'>

export type MemberColumns = Pick<
  Updateable<MemberTable>,
  | 'name'
  | 'email'
  | 'roles'
  | 'team_id'
  | 'manager_id'
  | 'calendar_id'
  | 'zone'
  | 'locale'
  | 'territories'
  | 'sizes'
  | 'industries'
  | 'languages'
  | 'skills'
  | 'capacity'
>

/** The columns that the given fields stand for; fields that were not sent are left out. */
export function columnsOf(fields: MemberFields): MemberColumns {
  const columns: MemberColumns = {
    name: fields.name?.trim(),
    email: fields.email,
    roles: fields.roles ? [...new Set(fields.roles)] : undefined,
    team_id: fields.teamId,
    manager_id: fields.managerId,
    calendar_id: fields.calendarId,
    zone: fields.zone,
    locale: fields.locale,
    territories: words(fields.territories),
    sizes: words(fields.sizes),
    industries: words(fields.industries),
    languages: words(fields.languages),
    skills: words(fields.skills),
    capacity: fields.capacity,
  }
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined))
}

function words(list: readonly string[] | undefined): string[] | undefined {
  return list ? [...new Set(list.map((word) => word.trim()))] : undefined
}
