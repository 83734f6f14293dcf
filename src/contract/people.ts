import { z } from 'zod'
import { memberRoles } from '../core/handoff/vocabulary.ts'
import { weekdays } from '../core/playbook/playbook.ts'
import { operation } from './operation.ts'
import * as s from './shapes.ts'

const role = z.enum(memberRoles)
const side = z.enum(['sales', 'cs', 'ops'])
const words = z.array(s.name()).max(100)

/** An IANA time zone the runtime knows. */
const zone = s.name(64).refine((name) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}, 'expected a time zone such as Europe/Dublin')

const locale = s.name(35).refine((name) => {
  try {
    return Intl.getCanonicalLocales(name).length === 1
  } catch {
    return false
  }
}, 'expected a language tag such as en-GB')

export const MemberRow = z.object({
  id: z.string(),
  version: s.version,
  name: z.string(),
  email: z.string().nullable(),
  roles: z.array(role),
  status: z.enum(['known', 'invited', 'active', 'suspended']),
  team: z.object({ id: z.string(), name: z.string() }).nullable(),
  manager: s.memberRef.nullable(),
  calendarId: z.string().nullable(),
  zone: z.string(),
  locale: z.string(),
  territories: z.array(z.string()),
  sizes: z.array(z.string()),
  industries: z.array(z.string()),
  languages: z.array(z.string()),
  skills: z.array(z.string()),
  capacity: z.number().nullable(),
  /** Weighted points of the accounts now in the member's care; only CSMs have some. */
  load: z.number(),
  away: z.object({ from: s.instant, until: s.instant.nullable(), cover: s.memberRef.nullable() }).nullable(),
})
export type MemberRow = z.infer<typeof MemberRow>

const memberFields = {
  name: s.name(),
  roles: z.array(role).min(1).max(10),
  teamId: s.teamId.nullable(),
  managerId: s.memberId.nullable(),
  calendarId: s.calendarId.nullable(),
  zone: zone.nullable(),
  locale: locale.nullable(),
  territories: words,
  sizes: words,
  industries: words,
  languages: words,
  skills: words,
  capacity: z.number().int().min(1).max(100_000).nullable(),
}

const invitation = z
  .strictObject({ ...memberFields, email: s.email })
  .partial()
  .required({ name: true, email: true, roles: true })

export const peopleOperations = {
  'member.list': operation({
    summary: 'List the people of the workspace.',
    permission: 'people.view',
    input: z.strictObject({
      role: role.optional(),
      teamId: s.teamId.optional(),
      search: s.text(120).optional(),
      status: z.enum(['known', 'invited', 'active', 'suspended']).optional(),
      cursor: s.cursor,
      limit: s.limit,
    }),
    output: s.page(MemberRow),
  }),
  'member.show': operation({
    summary: 'Show one person.',
    permission: 'people.view',
    input: z.strictObject({ id: s.memberId }),
    output: MemberRow,
  }),
  'member.invite': operation({
    summary: 'Add a person and send an invitation by mail.',
    permission: 'people.manage',
    input: invitation.extend({ sendMail: z.boolean().optional() }),
    output: MemberRow.extend({ link: z.string().nullable() }),
  }),
  'member.invite_many': operation({
    summary:
      'Add people from a CSV text with the columns name, email, roles, team, manager, territories, capacity.',
    permission: 'people.manage',
    input: z.strictObject({
      csv: z.string().min(1).max(1_000_000),
      dryRun: z.boolean().optional(),
      sendMail: z.boolean().optional(),
      /** Makes the teams that rows name and that are not here yet, led by the manager their people have in the list. */
      makeTeams: z.boolean().optional(),
    }),
    output: z.object({
      teams: z.array(z.object({ name: z.string(), side, manager: z.string().nullable() })),
      added: z.number(),
      unchanged: z.number(),
      problems: z.array(z.object({ row: z.number(), column: z.string().nullable(), reason: z.string() })),
    }),
  }),
  'member.update': operation({
    summary: 'Change what is known about a person.',
    permission: 'people.manage',
    input: z
      .strictObject({ ...memberFields, email: s.email })
      .partial()
      .extend({ id: s.memberId, version: s.version }),
    output: MemberRow,
  }),
  'member.suspend': operation({
    summary: 'Suspend a person: sessions and keys end at once.',
    permission: 'people.manage',
    input: z.strictObject({ id: s.memberId, version: s.version }),
    output: MemberRow,
  }),
  'member.restore': operation({
    summary: 'Let a suspended person in again.',
    permission: 'people.manage',
    input: z.strictObject({ id: s.memberId, version: s.version }),
    output: MemberRow,
  }),
  'member.set_away': operation({
    summary: 'Say when a person is out of office and who stands in; null says they are back.',
    permission: 'people.availability',
    input: z.strictObject({
      id: s.memberId,
      version: s.version,
      away: z
        .strictObject({
          from: s.givenInstant,
          until: s.givenInstant.nullable(),
          coverId: s.memberId.nullable(),
        })
        .nullable(),
    }),
    output: MemberRow,
  }),
}

export const Team = z.object({
  id: z.string(),
  version: s.version,
  name: z.string(),
  side,
  manager: s.memberRef.nullable(),
  memberCount: z.number(),
  /** How many of its people late steps would find no manager for: neither their own nor the team's. */
  withoutManager: z.number(),
})
const teamFields = { name: s.name(), side, managerId: s.memberId.nullable() }

export const teamOperations = {
  'team.list': operation({
    summary: 'List teams.',
    permission: 'people.view',
    input: z.strictObject({}),
    output: z.object({ items: z.array(Team) }),
  }),
  'team.create': operation({
    summary: 'Make a team.',
    permission: 'people.manage',
    input: z.strictObject(teamFields).partial({ managerId: true }),
    output: Team,
  }),
  'team.update': operation({
    summary: 'Rename a team, change its manager, or put it away.',
    permission: 'people.manage',
    input: z
      .strictObject(teamFields)
      .partial()
      .extend({ id: s.teamId, version: s.version, archived: z.literal(true).optional() }),
    output: Team,
  }),
}

const span = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'expected hours such as 09:00-17:30')
export const CalendarFields = z.strictObject({
  title: s.name(),
  zone,
  week: z.strictObject(
    Object.fromEntries(weekdays.map((d) => [d, z.array(span).max(6)])) as Record<
      (typeof weekdays)[number],
      z.ZodArray<typeof span>
    >,
  ),
  holidays: z.strictObject({ country: s.name(2), region: s.name(10).optional() }).nullable(),
  closed: z.array(s.day).max(366),
  special: z.record(s.day, z.array(span).max(6)),
})
export const Calendar = CalendarFields.extend({
  id: z.string(),
  version: s.version,
  key: z.string(),
  isDefault: z.boolean(),
  holidayDays: z.array(z.object({ on: s.day, name: z.string() })),
})

export const calendarOperations = {
  'calendar.list': operation({
    summary: 'List calendars with their next public holidays.',
    permission: 'people.view',
    input: z.strictObject({}),
    output: z.object({ items: z.array(Calendar) }),
  }),
  'calendar.create': operation({
    summary: 'Make a calendar.',
    permission: 'calendar.manage',
    input: CalendarFields,
    output: Calendar,
  }),
  'calendar.update': operation({
    summary: 'Change a calendar; running clocks are recomputed.',
    permission: 'calendar.manage',
    input: CalendarFields.partial().extend({
      id: s.calendarId,
      version: s.version,
      isDefault: z.literal(true).optional(),
    }),
    output: Calendar,
  }),
  'calendar.countries': operation({
    summary: 'List countries and regions whose public holidays are known.',
    permission: 'people.view',
    input: z.strictObject({}),
    output: z.object({
      items: z.array(
        z.object({
          code: z.string(),
          name: z.string(),
          regions: z.array(z.object({ code: z.string(), name: z.string() })),
        }),
      ),
    }),
  }),
}
