import { checkKnown } from '../../core/handoff/claim-fact.ts'
import type { Fact } from '../../core/playbook/playbook.ts'
import { refused } from '../errors.ts'
import type { HandoffWork } from './handoff-work.ts'
import { missingFor } from './step-subject.ts'

/** Refuses a fact that what is known contradicts: a brief with gaps is not complete, nor is a CSM named by saying so. */
export function checkFact({ it, row }: Pick<HandoffWork, 'it' | 'row'>, fact: Fact): void {
  const known = checkKnown({ fact, missing: missingFor(it, fact) }, { csmId: row.csm_id })
  if (!known.ok) throw refused(known.code, known.reason)
}
