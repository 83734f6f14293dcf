import type { Playbook } from '../../src/core/playbook/playbook.ts'
import { office } from './office-calendar.ts'
import { smallPlaybook } from './small-playbook.ts'

/** The small process made fit to be put in force: every role leads to a person, and there is a calendar. */
export function publishablePlaybook(changes: Partial<Playbook> = {}): Playbook {
  const small = smallPlaybook()
  const roles = small.roles.map((role) => (role.id === 'ae' ? { ...role, otherwise: 'ops' } : role))
  return { ...small, roles, calendars: [office()], ...changes }
}
