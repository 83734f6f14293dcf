import type { Fact } from '../../core/playbook/playbook.ts'
import { scoresOf } from '../deals/scores.ts'
import { refused } from '../errors.ts'
import type { HandoffWork } from './handoff-work.ts'

/** Refuses a fact that what is known contradicts: a brief with gaps is not complete, nor is a CSM named by saying so. */
export function checkFact({ it, row }: Pick<HandoffWork, 'it' | 'row'>, fact: Fact): void {
  if (fact === 'csm_assigned' && row.csm_id === null)
    throw refused('no_csm', 'Nobody is named yet; name the CSM, and this is recorded by itself.')
  if (fact !== 'brief_complete') return
  const { full } = scoresOf(it)
  if (full.complete) return
  const labels = full.missing.map(
    (id) => it.version.playbook.requirements.find((r) => r.id === id)?.label ?? id,
  )
  const [first, ...others] = labels
  throw refused(
    'brief_incomplete',
    `The brief is not complete: ${first}${others.length > 0 ? ` and ${others.length} more` : ''} missing. It is recorded by itself when it is.`,
  )
}
