import type { escalationOperations } from '../../contract/handoffs.ts'
import type { Verbs } from '../verbs.ts'
import { closeEscalation } from './close-escalation.ts'
import { listEscalations } from './list-escalations.ts'

export const escalationVerbs = {
  'escalation.list': listEscalations,
  'escalation.close': closeEscalation,
} satisfies Required<Pick<Verbs, keyof typeof escalationOperations>>
