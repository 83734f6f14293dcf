import type { GateRule } from './gate-rule.ts'
import { accountMissing } from './rules/account-missing.ts'
import { missingAnswer } from './rules/missing-answer.ts'
import { ownerMissing } from './rules/owner-missing.ts'
import { tierValueUnknown } from './rules/tier-value-unknown.ts'
import { unknownNotAllowed } from './rules/unknown-not-allowed.ts'
import { unknownPassed } from './rules/unknown-passed.ts'
import { unknownTooLate } from './rules/unknown-too-late.ts'
import { unknownTooMany } from './rules/unknown-too-many.ts'
import { waiverExpired } from './rules/waiver-expired.ts'

/** Every rule of the gate. A new one is a file beside these and a line here. */
export const gateRules: readonly GateRule[] = [
  accountMissing,
  ownerMissing,
  tierValueUnknown,
  unknownTooMany,
  missingAnswer,
  waiverExpired,
  unknownPassed,
  unknownNotAllowed,
  unknownTooLate,
]
