import { memberRoles } from '../../handoff/vocabulary.ts'
import type { Playbook, ProcessRole } from '../playbook.ts'
import { error, type Fault, named, namedKey, type Path, warning } from './fault.ts'
import { findCycles } from './find-cycles.ts'

/** Everyone who owns, receives or is told something can be found. */
export function checkRoles(playbook: Playbook): Fault[] {
  const roles = new Set(playbook.roles.map((role) => role.id))
  return [
    ...playbook.roles.flatMap((role, i) => checkRole(role, ['roles', i], roles)),
    ...checkCircles(playbook),
    ...checkRaci(playbook, roles),
  ]
}

const members: ReadonlySet<string> = new Set(memberRoles)

function checkRole(role: ProcessRole, path: Path, roles: ReadonlySet<string>): Fault[] {
  const stand =
    role.otherwise === undefined ? [] : named('role', role.otherwise, roles, [...path, 'otherwise'])
  return [...stand, ...checkOf(role, path, roles)]
}

function checkOf(role: ProcessRole, path: Path, roles: ReadonlySet<string>): Fault[] {
  const at = [...path, 'of']
  if (role.from === 'deal_owner' || role.from === 'csm') {
    if (role.of === undefined) return []
    return [
      error('surplus_part', at, `expected no "of" with from: ${role.from}, which finds the person by itself`),
    ]
  }
  if (role.of === undefined) {
    const what = role.from === 'manager_of' ? 'the process role whose manager this is' : 'a member role'
    return [error('missing_part', path, `expected of: ${what}, because from is ${role.from}`)]
  }
  return role.from === 'manager_of'
    ? named('role', role.of, roles, at)
    : named('member role', role.of, members, at)
}

/** Looking for one person must not lead back to where it began, by way of managers and stand-ins together. */
function checkCircles(playbook: Playbook): Fault[] {
  const links = new Map(
    playbook.roles.map((role) => [
      role.id,
      [role.from === 'manager_of' ? role.of : undefined, role.otherwise],
    ]),
  )
  const named = new Map([...links].map(([id, next]) => [id, next.filter((other) => other !== undefined)]))
  return findCycles(named).map((cycle) => {
    const index = playbook.roles.findIndex((role) => role.id === cycle[0])
    const key = playbook.roles[index]?.otherwise === cycle[1] ? 'otherwise' : 'of'
    const message = `expected roles that lead to a person, found a circle: ${cycle.join(' → ')}`
    return error('cycle', ['roles', index, key], message)
  })
}

function checkRaci(playbook: Playbook, roles: ReadonlySet<string>): Fault[] {
  const steps = new Map(playbook.steps.map((step) => [step.id, step]))
  const stepIds = new Set(steps.keys())
  const rows = Object.entries(playbook.raci).flatMap(([step, row]) => [
    ...namedKey('step', stepIds, ['raci', step]),
    ...Object.keys(row).flatMap((role) => namedKey('role', roles, ['raci', step, role])),
    ...checkDuty(step, row, steps.get(step)?.owner),
  ])
  const without = playbook.steps.flatMap((step, i) =>
    step.id in playbook.raci
      ? []
      : [warning('unclear_duty', ['steps', i, 'id'], `expected a line for ${step.id} in raci`)],
  )
  return [...rows, ...without]
}

function checkDuty(step: string, row: Record<string, string>, owner: string | undefined): Fault[] {
  const has = (letter: string) => Object.keys(row).filter((role) => row[role]?.includes(letter))
  const accountable = has('A')
  const faults: Fault[] = []
  if (accountable.length !== 1) {
    faults.push(
      warning(
        'unclear_duty',
        ['raci', step],
        `expected exactly one role with A for ${step}, found ${accountable.length}`,
      ),
    )
  }
  if (owner !== undefined && !has('R').includes(owner)) {
    faults.push(warning('unclear_duty', ['raci', step], `expected R for ${owner}, the owner of ${step}`))
  }
  return faults
}
