import type { Instant } from '../lib/instant.ts'
import { no, ok, type Result } from '../lib/result.ts'
import type { FieldValues } from '../playbook/condition.ts'
import { evaluateCondition } from '../playbook/evaluate-condition.ts'
import type { Anchor, Duration, Fact, Playbook, StepTemplate } from '../playbook/playbook.ts'
import type { Facts } from './handoff-state.ts'
import { type OwnerDirectory, resolveOwner } from './resolve-owner.ts'
import { anchorInstant } from './step-anchors.ts'
import type { StepStatus } from './vocabulary.ts'

/** A step of a handoff before it has an id and a due time. */
export type StepDraft = {
  templateId: string
  title: string
  /** Its place in the playbook, from 0. */
  position: number
  ownerRole: string
  ownerId: string
  /** Nobody plays the role, so somebody stands in. */
  standsIn: boolean
  anchor: Anchor
  /** When its clock started; null while its anchor has not happened. */
  anchorAt: Instant | null
  duration: Duration
  /** Template ids of the steps of this handoff that come first. */
  after: string[]
  fact: Fact | null
  byHand: boolean
  repeats: boolean
  /** `done` when its fact is recorded already; `open` when its clock runs and nothing comes first; else `waiting`. */
  status: Extract<StepStatus, 'waiting' | 'open' | 'done'>
  endedAt: Instant | null
}

export type StepPlanInput = {
  playbook: Pick<Playbook, 'steps' | 'roles'>
  tierId: string
  values: FieldValues
  facts: Facts
  owners: OwnerDirectory
}

/**
 * The steps of a handoff: those its tier has a due time for and whose condition holds, each with exactly one owner.
 * Refused only when there is nobody at all who could own one, that is, a workspace without an admin.
 */
export function planSteps(input: StepPlanInput): Result<StepDraft[], 'nobody'> {
  const templates = plannedTemplates(input)
  const drafts: StepDraft[] = []
  for (const template of templates) {
    const draft = draftOf(template, templates, input)
    if (draft === null)
      return no('nobody', `Nobody can own “${template.title}”: the workspace has no active admin.`)
    drafts.push(draft)
  }
  return ok(drafts)
}

/**
 * The templates of one handoff: those of its tier whose condition holds for the deal, pointing only at each other.
 * Pass these to `stepsAnchoredBy` and its companions.
 */
export function plannedTemplates({
  playbook,
  tierId,
  values,
}: Omit<StepPlanInput, 'facts' | 'owners'>): StepTemplate[] {
  const planned = playbook.steps.filter(
    (template) =>
      Object.hasOwn(template.due, tierId) &&
      (template.when === undefined || evaluateCondition(template.when, values)),
  )
  const ids = new Set(planned.map(({ id }) => id))
  return planned.map((template) => ({
    ...template,
    anchor: anchorWithin(template, ids, playbook.steps),
    after: (template.after ?? []).filter((id) => ids.has(id)),
  }))
}

function draftOf(
  template: StepTemplate,
  planned: readonly StepTemplate[],
  input: StepPlanInput,
): StepDraft | null {
  const duration = template.due[input.tierId]
  const owner = resolveOwner(template.owner, input.playbook.roles, input.owners)
  if (owner === null || duration === undefined) return null
  const endOfStep = (id: string) =>
    endOf(
      planned.find((other) => other.id === id),
      input.facts,
    )
  const { anchor, after = [] } = template
  const anchorAt = 'fact' in anchor ? anchorInstant(anchor, input.facts) : endOfStep(anchor.step)
  const endedAt = endOf(template, input.facts)
  const waits = anchorAt === null || after.some((id) => endOfStep(id) === null)
  return {
    templateId: template.id,
    title: template.title,
    position: input.playbook.steps.findIndex(({ id }) => id === template.id),
    ownerRole: template.owner,
    ownerId: owner.memberId,
    standsIn: owner.standsIn,
    anchor,
    anchorAt,
    duration,
    after,
    fact: template.fact ?? null,
    byHand: template.by_hand !== false,
    repeats: template.repeats === true,
    status: endedAt !== null ? 'done' : waits ? 'waiting' : 'open',
    endedAt,
  }
}

/** A step's own anchor; where that is a step this handoff does not have, what that one would have started from. */
function anchorWithin(
  template: StepTemplate,
  planned: ReadonlySet<string>,
  all: readonly StepTemplate[],
): Anchor {
  const seen = new Set<string>()
  let { anchor } = template
  while ('step' in anchor && !planned.has(anchor.step)) {
    const { step } = anchor
    const absent = all.find((other) => other.id === step)
    if (absent === undefined || seen.has(step)) return { fact: 'signed' }
    seen.add(step)
    anchor = absent.anchor
  }
  return anchor
}

/** When a step that has just been planned was already over: its fact has been recorded. */
function endOf(template: StepTemplate | undefined, facts: Facts): Instant | null {
  return template?.fact === undefined ? null : (facts[template.fact] ?? null)
}
