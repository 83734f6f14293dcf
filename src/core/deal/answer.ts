import type { Day, Instant } from '../lib/instant.ts'

/** A person as written into an answer. */
export type Person = {
  name: string
  role?: string
  title?: string
  email?: string
  phone?: string
  sentiment?: string
  stays?: boolean
  note?: string
}

export type Link = { url: string; label?: string }

export const personParts = [
  'name',
  'role',
  'title',
  'email',
  'phone',
  'sentiment',
  'stays',
  'note',
] as const satisfies readonly (keyof Person)[]
export const linkParts = ['url', 'label'] as const satisfies readonly (keyof Link)[]
export type TableRow = Record<string, string | number | boolean | null>

/** The value of an answer; which shape is meant follows from the requirement's type. */
export type AnswerValue =
  | string
  | number
  | boolean
  | { amountMinor: number; currency: string }
  | Person[]
  | Link[]
  | TableRow[]

/** Where an answer came from. */
export const answerSources = ['member', 'contributor', 'import', 'crm', 'carried_over'] as const
export type AnswerSource = (typeof answerSources)[number]

/** A quote that backs an answer. */
export type Evidence = { quote?: string; speaker?: string; url?: string }

/**
 * What is known about one requirement of one deal.
 * `given` and `none` are *given*; `not_applicable`, `waived` and `unknown` are *excused*.
 * A requirement nobody spoke about has no answer at all.
 */
export type Answer = {
  requirementId: string
  source: AnswerSource
  authorId: string | null
  answeredAt: Instant
  evidence: Evidence[]
  /** Confirmed by the customer, or the seller's assumption; null where nobody said. */
  validated: 'customer' | 'assumed' | null
} & (
  | { state: 'given'; value: AnswerValue }
  | { state: 'none' }
  | { state: 'not_applicable'; reason: string }
  | { state: 'waived'; reason: string; approverId: string; expiresAt: Instant }
  | { state: 'unknown'; untilOn: Day; person: string }
)

export const answerStates = [
  'given',
  'none',
  'not_applicable',
  'waived',
  'unknown',
] as const satisfies readonly Answer['state'][]
export type AnswerState = Answer['state']
