import { sql } from 'kysely'
import { type Directory, loadDirectory } from '../../people/directory.ts'
import { ownCopy } from '../mapping/profile/column-tally.ts'
import type { Batch, Row } from './import-run.ts'
import { findMember } from './member-index.ts'

/** Who answers to whom, gathered while people are read: a manager can stand behind those they manage. */
export type Reporting = {
  email: string | null
  name: string
  managerName: string | null
  managerEmail: string | null
}

export function reportingOf({ record }: Row<'people'>): Reporting | null {
  if (record.managerName === null && record.managerEmail === null) return null
  const own = (text: string | null): string | null => (text === null ? null : ownCopy(text))
  return {
    email: own(record.email),
    name: ownCopy(record.name),
    managerName: own(record.managerName),
    managerEmail: own(record.managerEmail),
  }
}

/** Sets the managers of people who have none. Nobody ends up as their own manager, at any remove. */
export async function writeManagers(batch: Batch, reports: readonly Reporting[]): Promise<void> {
  const { tx } = batch
  const directory = await loadDirectory(tx)
  const above = new Map([...directory.members.values()].map((member) => [member.id, member.managerId]))
  for (const report of reports) {
    const member = person(directory, report)
    const manager = managerIn(directory, report)
    if (!member || !manager || above.get(member.id) !== null) continue
    if (leadsBack(above, { from: manager.id, to: member.id })) continue
    above.set(member.id, manager.id)
    await tx.run(
      sql`UPDATE member SET manager_id = ${manager.id}, version = version + 1 WHERE workspace_id = ${tx.workspaceId} AND id = ${member.id} AND manager_id IS NULL`,
    )
    tx.record('member.update', {
      noun: 'member',
      id: member.id,
      before: { manager_id: null },
      after: { manager_id: manager.id },
    })
  }
  const told = reports.flatMap((report) => person(directory, report)?.teamId ?? [])
  await writeTeamManagers(batch, { directory, above, teamIds: new Set(told) })
}

type Teams = {
  directory: Directory
  above: ReadonlyMap<string, string | null>
  teamIds: ReadonlySet<string>
}

/** A team without a manager gets the one whom all its other people answer to. */
async function writeTeamManagers({ tx }: Batch, { directory, above, teamIds }: Teams): Promise<void> {
  for (const id of teamIds) {
    const managerId = managerOfAll(id, { directory, above })
    if (managerId === null || directory.members.get(managerId)?.status === 'suspended') continue
    const written = await tx.run(
      sql`UPDATE team SET manager_id = ${managerId}, version = version + 1 WHERE workspace_id = ${tx.workspaceId} AND id = ${id} AND manager_id IS NULL AND archived_at IS NULL`,
    )
    if (written === 0) continue
    const change = { before: { manager_id: null }, after: { manager_id: managerId } }
    tx.record('team.update', { noun: 'team', id, ...change })
  }
}

function managerOfAll(teamId: string, { directory, above }: Omit<Teams, 'teamIds'>): string | null {
  const people = [...directory.members.values()].filter(
    (member) => member.teamId === teamId && member.status !== 'suspended',
  )
  // A manager in the team answers to somebody else, or to nobody.
  return (
    people
      .map(({ id }) => above.get(id) ?? null)
      .find(
        (boss) => boss !== null && people.every(({ id }) => id === boss || (above.get(id) ?? null) === boss),
      ) ?? null
  )
}

function person(directory: Directory, report: Reporting) {
  const byEmail = report.email === null ? null : findMember(directory, { by: 'email', value: report.email })
  return byEmail ?? findMember(directory, { by: 'name', value: report.name })
}

function managerIn(directory: Directory, report: Reporting) {
  const byEmail =
    report.managerEmail === null ? null : findMember(directory, { by: 'email', value: report.managerEmail })
  return (
    byEmail ??
    (report.managerName === null ? null : findMember(directory, { by: 'name', value: report.managerName }))
  )
}

function leadsBack(
  above: ReadonlyMap<string, string | null>,
  { from, to }: { from: string; to: string },
): boolean {
  const seen = new Set<string>()
  for (let next: string | null = from; next !== null && !seen.has(next); next = above.get(next) ?? null) {
    if (next === to) return true
    seen.add(next)
  }
  return false
}
