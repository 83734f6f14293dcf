import { sql } from 'kysely'
import type { MemberRow } from '../../contract/people.ts'
import type { MemberRef } from '../../contract/shapes.ts'
import { memberRoles } from '../../core/handoff/vocabulary.ts'
import type { Tx } from '../../db/tx.ts'
import { loadWorkspace, type WorkspaceRow } from '../workspaces/workspace-row.ts'
import { loadPoints } from './directory.ts'
import type { MemberRecord } from './member-record.ts'

/** Members as screens and programs see them, with the names of their team, manager and cover. */
export async function viewMembers(tx: Tx, rows: readonly MemberRecord[]): Promise<MemberRow[]> {
  const [workspace, points, teams, people] = await Promise.all([
    loadWorkspace(tx),
    loadPoints(tx),
    namesOf(tx, { table: 'team', ids: rows.map((r) => r.team_id) }),
    namesOf(tx, { table: 'member', ids: rows.flatMap((r) => [r.manager_id, r.away_cover_id]) }),
  ])
  return rows.map((row) => view(row, { workspace, points, teams, people, now: tx.now }))
}

export async function viewMember(tx: Tx, row: MemberRecord): Promise<MemberRow> {
  const [seen] = await viewMembers(tx, [row])
  if (!seen) throw new Error('one member in, one out')
  return seen
}

type Names = ReadonlyMap<string, MemberRef>
type Around = {
  workspace: WorkspaceRow
  points: ReadonlyMap<string, number>
  teams: Names
  people: Names
  now: string
}

function view(row: MemberRecord, { workspace, points, teams, people, now }: Around): MemberRow {
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    email: row.email,
    roles: memberRoles.filter((role) => row.roles.includes(role)),
    status: asStatus(row.status),
    team: refOf(teams, row.team_id),
    manager: refOf(people, row.manager_id),
    calendarId: row.calendar_id,
    zone: row.zone ?? workspace.zone,
    locale: row.locale ?? workspace.locale,
    territories: row.territories,
    sizes: row.sizes,
    industries: row.industries,
    languages: row.languages,
    skills: row.skills,
    capacity: row.capacity,
    load: points.get(row.id) ?? 0,
    away: awayOf(row, people, now),
  }
}

/** An absence that is over is none. */
function awayOf(row: MemberRecord, people: Names, now: string): MemberRow['away'] {
  if (row.away_from === null || (row.away_until !== null && row.away_until <= now)) return null
  return { from: row.away_from, until: row.away_until, cover: refOf(people, row.away_cover_id) }
}

function refOf(names: Names, id: string | null): MemberRef | null {
  return id === null ? null : (names.get(id) ?? null)
}

async function namesOf(
  tx: Tx,
  { table, ids }: { table: 'team' | 'member'; ids: readonly (string | null)[] },
): Promise<Names> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await tx.many(
    sql<MemberRef>`SELECT id, name FROM ${sql.table(table)} WHERE workspace_id = ${tx.workspaceId} AND id = ANY (${wanted})`,
  )
  return new Map(rows.map((row) => [row.id, row]))
}

const asStatus = (status: string): MemberRow['status'] => status as MemberRow['status']
