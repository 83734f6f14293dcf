import type { QualityRule } from '../playbook/playbook.ts'
import type { QualityCheck } from './quality-rule.ts'
import { columnsFilled } from './rules/columns-filled.ts'
import { customerValidated } from './rules/customer-validated.ts'
import { dated } from './rules/dated.ts'
import { evidence } from './rules/evidence.ts'
import { measurable } from './rules/measurable.ts'
import { minItems } from './rules/min-items.ts'
import { minLength } from './rules/min-length.ts'
import { noFiller } from './rules/no-filler.ts'
import { notCopied } from './rules/not-copied.ts'
import { personComplete } from './rules/person-complete.ts'

/** The published rubric. A new rule is a file beside these and a line here; the compiler asks for one per rule of the playbook. */
export const qualityChecks: { [Id in QualityRule['rule']]: QualityCheck<Id> } = {
  no_filler: noFiller,
  min_length: minLength,
  measurable,
  dated,
  person_complete: personComplete,
  min_items: minItems,
  columns_filled: columnsFilled,
  not_copied: notCopied,
  evidence,
  customer_validated: customerValidated,
}
