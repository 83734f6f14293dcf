import type { Instant } from '../lib/instant.ts'
import type { Anchor, Fact, StepTemplate } from '../playbook/playbook.ts'
import { clockStart, type Facts } from './handoff-state.ts'

/** What can start or finish a step: a fact, or the handoff being returned. */
export type Occurrence = Fact | 'returned'

/** The moment a fact-anchored clock counts from; "signed" falls back to "won". Null while it has not happened. */
export function anchorInstant(anchor: Extract<Anchor, { fact: unknown }>, facts: Facts): Instant | null {
  if (anchor.fact === 'returned' || anchor.fact === 'asked') return null
  return anchor.fact === 'signed' ? clockStart(facts) : (facts[anchor.fact] ?? null)
}

/**
 * Steps whose clock starts when something happens, given what was known before. The first of signed and won starts those
 * anchored to the signature. What happens again (a second submission) starts a new round of the steps that repeat.
 */
export function stepsAnchoredBy(
  templates: readonly StepTemplate[],
  occurrence: Occurrence,
  before: Facts,
): StepTemplate[] {
  return templates.filter((template) => {
    const { anchor } = template
    if (!('fact' in anchor) || !isAnchorOf(anchor.fact, occurrence)) return false
    return anchorInstant(anchor, before) === null
      ? true
      : occurrence === anchor.fact && template.repeats === true
  })
}

/** Steps whose due time moves when an earlier signature becomes known after the win had started their clock. */
export function stepsMovedBySignature(templates: readonly StepTemplate[], before: Facts): StepTemplate[] {
  if (before.signed !== undefined || before.won === undefined) return []
  return templates.filter(({ anchor }) => 'fact' in anchor && anchor.fact === 'signed')
}

/** Steps whose clock runs while a question to Sales waits for its answer: one round from the first until none waits. */
export function stepsOfQuestions(templates: readonly StepTemplate[]): StepTemplate[] {
  return templates.filter(({ anchor }) => 'fact' in anchor && anchor.fact === 'asked')
}

/** Steps whose clock starts when another step ends. */
export function stepsAnchoredByStep(templates: readonly StepTemplate[], stepId: string): StepTemplate[] {
  return templates.filter(({ anchor }) => 'step' in anchor && anchor.step === stepId)
}

/**
 * Steps that something finishes: those that name the fact; and those only the state machine finishes, round after round
 * or without naming a fact: a verdict due after each submission, a new submission due after each return.
 */
export function stepsFinishedBy(templates: readonly StepTemplate[], occurrence: Occurrence): StepTemplate[] {
  return templates.filter((template) => {
    if (template.fact === occurrence) return true
    if (template.by_hand !== false || !('fact' in template.anchor)) return false
    if (template.fact !== undefined && template.repeats !== true) return false
    if (template.anchor.fact === 'submitted') return occurrence === 'accepted' || occurrence === 'returned'
    return template.anchor.fact === 'returned' && occurrence === 'submitted'
  })
}

function isAnchorOf(anchor: Occurrence | 'asked', occurrence: Occurrence): boolean {
  return anchor === occurrence || (anchor === 'signed' && occurrence === 'won')
}
