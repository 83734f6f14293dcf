import { sql } from 'kysely'
import type { Tx } from '../../db/tx.ts'
import { type FieldProblem, invalid } from '../errors.ts'

export type Places = {
  memberId: string | null
  teamId?: string | null | undefined
  managerId?: string | null | undefined
  calendarId?: string | null | undefined
}

/** Refuses a team, manager or calendar that is not there, or a manager who in the end reports to this person. */
export async function checkPlaces(tx: Tx, places: Places): Promise<void> {
  const problems = (
    await Promise.all([
      checkTeam(tx, places.teamId),
      checkCalendar(tx, places.calendarId),
      checkManager(tx, places),
    ])
  ).filter((problem) => problem !== null)
  const [first] = problems
  if (first) throw invalid(first.message, problems)
}

async function checkTeam(tx: Tx, teamId: string | null | undefined): Promise<FieldProblem | null> {
  if (!teamId) return null
  const found = await tx.maybe(
    sql`SELECT 1 FROM team WHERE workspace_id = ${tx.workspaceId} AND id = ${teamId} AND archived_at IS NULL`,
  )
  return found
    ? null
    : { path: 'teamId', message: 'There is no such team; expected one of the list of teams.' }
}

async function checkCalendar(tx: Tx, calendarId: string | null | undefined): Promise<FieldProblem | null> {
  if (!calendarId) return null
  const found = await tx.maybe(
    sql`SELECT 1 FROM calendar WHERE workspace_id = ${tx.workspaceId} AND id = ${calendarId} AND archived_at IS NULL`,
  )
  return found
    ? null
    : { path: 'calendarId', message: 'There is no such calendar; expected one of the list of calendars.' }
}

async function checkManager(tx: Tx, { memberId, managerId }: Places): Promise<FieldProblem | null> {
  if (!managerId) return null
  const path = 'managerId'
  if (managerId === memberId) return { path, message: 'Nobody can be their own manager.' }
  const chain = await tx.many(sql<{ id: string; status: string }>`
    WITH RECURSIVE up AS (
      SELECT id, manager_id, status FROM member WHERE workspace_id = ${tx.workspaceId} AND id = ${managerId}
      UNION
      SELECT m.id, m.manager_id, m.status FROM up JOIN member m ON m.workspace_id = ${tx.workspaceId} AND m.id = up.manager_id)
    SELECT id, status FROM up`)
  const manager = chain.find((member) => member.id === managerId)
  if (!manager) return { path, message: 'There is no such manager; expected somebody of this workspace.' }
  if (manager.status === 'suspended') return { path, message: 'This manager is suspended.' }
  return chain.some((member) => member.id === memberId)
    ? { path, message: 'This manager reports to this very person; expected somebody above them.' }
    : null
}
