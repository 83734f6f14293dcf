import type { Playbook } from '../playbook.ts'
import { error, type Fault, type Path } from './fault.ts'

/** Refuses the second use of an id within one list. */
export function uniqueIds(what: string, items: readonly { id: string }[], path: Path): Fault[] {
  const seen = new Map<string, number>()
  return items.flatMap((item, index) => {
    const first = seen.get(item.id)
    if (first === undefined) {
      seen.set(item.id, index)
      return []
    }
    const message = `expected each ${what} to have its own id, found "${item.id}" again (first at ${[...path, first].join('.')})`
    return [error('duplicate_id', [...path, index, 'id'], message)]
  })
}

/** Every list of the playbook names each of its members once. */
export function checkIds(playbook: Playbook): Fault[] {
  return [
    ...uniqueIds('role', playbook.roles, ['roles']),
    ...uniqueIds('tier', playbook.tiers, ['tiers']),
    ...uniqueIds('section', playbook.sections, ['sections']),
    ...uniqueIds('requirement', playbook.requirements, ['requirements']),
    ...uniqueIds('step', playbook.steps, ['steps']),
    ...uniqueIds('escalation rung', playbook.escalation, ['escalation']),
    ...uniqueIds('routing rule', playbook.routing.rules, ['routing', 'rules']),
    ...uniqueIds('calendar', playbook.calendars, ['calendars']),
    ...uniqueIds('prompt pack', playbook.prompt_packs, ['prompt_packs']),
  ]
}
