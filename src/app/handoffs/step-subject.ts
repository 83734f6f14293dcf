import type { Claim } from '../../core/handoff/claim-fact.ts'
import type { Subject } from '../../core/handoff/permission-subject.ts'
import { isEnded } from '../../core/handoff/step-transitions.ts'
import type { DealCase } from '../deals/deal-case.ts'
import { scoresOf } from '../deals/scores.ts'
import { factColumns, type HandoffRow } from './handoff-row.ts'
import type { HandoffWork, WorkStep } from './handoff-work.ts'
import { asStepStatus } from './step-row.ts'
import { waitsFor } from './work-steps.ts'

type Within = { row: HandoffRow; it: DealCase; work: Pick<HandoffWork, 'it' | 'steps'> }

/** A step as the rules of permission see it. */
export function stepSubject({ row, it, work }: Within, step: WorkStep): NonNullable<Subject['step']> {
  const template = it.version.playbook.steps.find((t) => t.id === step.row.template_id)
  const status = asStepStatus(step.row.status)
  const fact = isEnded(status) ? undefined : template?.fact
  return {
    ownerId: step.row.owner_id,
    status,
    byHand: template?.by_hand !== false,
    waitsFor: isEnded(status) ? [] : waitsFor(work, step),
    claims: fact && { fact, recorded: row[factColumns[fact]] !== null, missing: missingFor(it, fact) },
  }
}

/** Labels of the answers a brief still lacks, where the fact is about them. */
export function missingFor(it: DealCase, fact: Claim['fact']): string[] {
  if (fact !== 'brief_complete') return []
  const labels = new Map(it.version.playbook.requirements.map((r) => [r.id, r.label]))
  return scoresOf(it).full.missing.map((id) => labels.get(id) ?? id)
}
