import { checkCalendars } from './check/check-calendars.ts'
import { checkConditions } from './check/check-conditions.ts'
import { checkIds } from './check/check-ids.ts'
import { checkPromptPacks, checkRequirements } from './check/check-requirements.ts'
import { checkRoles } from './check/check-roles.ts'
import { checkEscalation, checkRouting } from './check/check-routing.ts'
import { checkSteps } from './check/check-steps.ts'
import { checkTiers } from './check/check-tiers.ts'
import type { Fault } from './check/fault.ts'
import type { Playbook } from './playbook.ts'

/**
 * Everything wrong in a playbook whose form is right: names that lead nowhere, values a field cannot have,
 * circles, and (as warnings) what a careful RevOps person would ask about. Empty means it can be used.
 */
export function checkReferences(playbook: Playbook): Fault[] {
  return [
    checkIds,
    checkRoles,
    checkTiers,
    checkConditions,
    checkRequirements,
    checkSteps,
    checkEscalation,
    checkRouting,
    checkCalendars,
    checkPromptPacks,
  ].flatMap((check) => check(playbook))
}
