import type { MemberRole } from '../../core/handoff/vocabulary.ts'

export type TeamSide = 'sales' | 'cs' | 'ops'
/** A team that a list names and nobody has made yet. */
export type NewTeam = { id: string; name: string; side: TeamSide; managerId: string | null }
export type TeamMate = {
  id: string
  teamId: string | null
  managerId: string | null
  roles: readonly MemberRole[]
}

const sideOf: Partial<Record<MemberRole, TeamSide>> = {
  ae: 'sales',
  sales_manager: 'sales',
  csm: 'cs',
  cs_manager: 'cs',
  implementation_lead: 'cs',
  support: 'cs',
}
const leads: Record<TeamSide, readonly MemberRole[]> = {
  sales: ['sales_manager'],
  cs: ['cs_manager'],
  ops: ['revops', 'executive'],
}

/** The teams that somebody is put into, each on the side of most of its people and led by its one manager. */
export function planTeams(
  named: Iterable<{ id: string; name: string }>,
  people: readonly TeamMate[],
): NewTeam[] {
  return [...named].flatMap(({ id, name }): NewTeam[] => {
    const mates = people.filter((mate) => mate.teamId === id)
    if (mates.length === 0) return []
    const side = sideOfMost(mates)
    return [{ id, name, side, managerId: managerOf(mates, side) }]
  })
}

function sideOfMost(mates: readonly TeamMate[]): TeamSide {
  const sides = mates.map(({ roles }) => sideOf[roles[0] ?? 'contributor'] ?? 'ops')
  const times = (side: TeamSide): number => sides.filter((one) => one === side).length
  return (['sales', 'cs', 'ops'] as const).reduce((most, side) => (times(side) > times(most) ? side : most))
}

/** Whoever the others report to, else the only one with a manager's role; where that is not plain, nobody. */
function managerOf(mates: readonly TeamMate[], side: TeamSide): string | null {
  const above = new Set(mates.flatMap(({ managerId }) => (managerId === null ? [] : [managerId])))
  const within = mates.filter(({ id }) => above.has(id))
  const [lead, another] = within.length > 0 ? within : mates.filter((mate) => isLead(mate, side))
  if (lead && !another) return lead.id
  const [boss, second] = [...above]
  return within.length === 0 && boss && second === undefined ? boss : null
}

function isLead({ roles }: TeamMate, side: TeamSide): boolean {
  return roles.some((role) => leads[side].includes(role))
}
