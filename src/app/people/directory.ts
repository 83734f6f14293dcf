import { sql } from 'kysely'
import type { MemberRole } from '../../core/handoff/vocabulary.ts'
import type { Instant } from '../../core/lib/instant.ts'
import type { CalendarDefinition } from '../../core/playbook/playbook.ts'
import { qb } from '../../db/query.ts'
import type { Tx } from '../../db/tx.ts'

export type DirectoryMember = {
  id: string
  name: string
  email: string | null
  externalId: string | null
  roles: readonly MemberRole[]
  status: 'known' | 'invited' | 'active' | 'suspended'
  teamId: string | null
  managerId: string | null
  calendarId: string | null
  zone: string | null
  locale: string | null
  territories: readonly string[]
  sizes: readonly string[]
  industries: readonly string[]
  languages: readonly string[]
  skills: readonly string[]
  capacity: number | null
  awayFrom: Instant | null
  awayUntil: Instant | null
  awayCoverId: string | null
}

export type DirectoryCalendar = {
  id: string
  key: string
  isDefault: boolean
  definition: CalendarDefinition
}

/** Everybody of a workspace, their teams and calendars: what routing, owners and clocks look people up in. */
export type Directory = {
  members: ReadonlyMap<string, DirectoryMember>
  teams: ReadonlyMap<string, { id: string; name: string; managerId: string | null }>
  calendars: ReadonlyMap<string, DirectoryCalendar>
  defaultCalendar: DirectoryCalendar | null
}

const kept = new Map<string, { mark: string; directory: Directory }>()
const mostKept = 200

/**
 * The directory of the transaction's workspace. Kept between operations, and checked each time against a mark of
 * counts, version sums and the transactions that wrote the rows, so that it is never out of date, holds nothing
 * that was rolled back, and is seldom read whole.
 */
export async function loadDirectory(tx: Tx): Promise<Directory> {
  const { mark } = await tx.one(sql<{ mark: string }>`
    SELECT concat_ws('.',
      (SELECT count(*) || ':' || coalesce(sum(version), 0) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM member WHERE workspace_id = ${tx.workspaceId}),
      (SELECT count(*) || ':' || coalesce(sum(version), 0) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM team WHERE workspace_id = ${tx.workspaceId}),
      (SELECT count(*) || ':' || coalesce(sum(version), 0) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM calendar WHERE workspace_id = ${tx.workspaceId})) AS mark`)
  const known = kept.get(tx.workspaceId)
  if (known?.mark === mark) return known.directory
  const directory = await readDirectory(tx)
  const oldest = kept.keys().next()
  if (kept.size >= mostKept && !oldest.done) kept.delete(oldest.value)
  kept.set(tx.workspaceId, { mark, directory })
  return directory
}

async function readDirectory(tx: Tx): Promise<Directory> {
  const [members, teams, calendars] = await Promise.all([
    tx.many(qb.selectFrom('member').selectAll().where('workspace_id', '=', tx.workspaceId).orderBy('id')),
    tx.many(
      qb.selectFrom('team').select(['id', 'name', 'manager_id']).where('workspace_id', '=', tx.workspaceId),
    ),
    tx.many(
      qb
        .selectFrom('calendar')
        .select(['id', 'key', 'is_default', 'definition'])
        .where('workspace_id', '=', tx.workspaceId)
        .where('archived_at', 'is', null),
    ),
  ])
  const calendarList = calendars.map((c) => ({
    id: c.id,
    key: c.key,
    isDefault: c.is_default,
    definition: asCalendar(c.definition),
  }))
  return {
    members: new Map(
      members.map((m) => [
        m.id,
        {
          id: m.id,
          name: m.name,
          email: m.email,
          externalId: m.external_id,
          roles: asRoles(m.roles),
          status: asStatus(m.status),
          teamId: m.team_id,
          managerId: m.manager_id,
          calendarId: m.calendar_id,
          zone: m.zone,
          locale: m.locale,
          territories: m.territories,
          sizes: m.sizes,
          industries: m.industries,
          languages: m.languages,
          skills: m.skills,
          capacity: m.capacity,
          awayFrom: m.away_from,
          awayUntil: m.away_until,
          awayCoverId: m.away_cover_id,
        },
      ]),
    ),
    teams: new Map(teams.map((t) => [t.id, { id: t.id, name: t.name, managerId: t.manager_id }])),
    calendars: new Map(calendarList.map((c) => [c.id, c])),
    defaultCalendar: calendarList.find((c) => c.isDefault) ?? calendarList[0] ?? null,
  }
}

// The database's CHECKs hold these to the vocabulary; the driver only knows text and JSON.
const asRoles = (roles: string[]): MemberRole[] => roles as MemberRole[]
const asStatus = (status: string): DirectoryMember['status'] => status as DirectoryMember['status']
const asCalendar = (json: unknown): CalendarDefinition => json as CalendarDefinition

/** The person a member answers to: their own manager, else their team's. */
export function managerOf(directory: Directory, memberId: string): string | null {
  const member = directory.members.get(memberId)
  if (!member) return null
  if (member.managerId) return member.managerId
  const lead = member.teamId ? (directory.teams.get(member.teamId)?.managerId ?? null) : null
  return lead === memberId ? null : lead
}

/** Members who hold a role and may work, in a stable order. */
export function withRole(directory: Directory, role: MemberRole): DirectoryMember[] {
  return [...directory.members.values()].filter((m) => m.status !== 'suspended' && m.roles.includes(role))
}

/** Whether the member is out of office at this moment. */
export function isAway(member: DirectoryMember, at: Instant): boolean {
  return (
    member.awayFrom !== null && member.awayFrom <= at && (member.awayUntil === null || at < member.awayUntil)
  )
}

/** The calendar a member's time is counted in: their own, else the workspace's. */
export function calendarOf(directory: Directory, memberId: string): DirectoryCalendar | null {
  const id = directory.members.get(memberId)?.calendarId
  return (id ? directory.calendars.get(id) : null) ?? directory.defaultCalendar
}

/** Points of open accounts in each CSM's care. */
export async function loadPoints(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.many(sql<{ member_id: string; points: number }>`
    SELECT member_id, sum(points)::bigint AS points FROM (
      SELECT member_id, points FROM member_load WHERE workspace_id = ${tx.workspaceId}
      UNION ALL SELECT member_id, points FROM load_delta WHERE workspace_id = ${tx.workspaceId}) AS l
    GROUP BY member_id`)
  return new Map(rows.map((r) => [r.member_id, r.points]))
}
