import type { Condition } from './condition.ts'

/** How far a deal has come, whatever the CRM calls its stages. */
export const stageKinds = ['open', 'likely', 'won', 'lost'] as const
export type StageKind = (typeof stageKinds)[number]

/** What can be recorded, once and with a time, about a handoff. */
export const facts = [
  'won',
  'signed',
  'csm_assigned',
  'brief_complete',
  'submitted',
  'accepted',
  'internal_meeting_held',
  'first_touch',
  'introduced',
  'kickoff_held',
  'first_value',
  'onboarded',
  'confirmed',
] as const
export type Fact = (typeof facts)[number]

export const requirementTypes = [
  'text',
  'number',
  'money',
  'date',
  'choice',
  'person_list',
  'yes_no',
  'link_list',
  'table',
] as const
export type RequirementType = (typeof requirementTypes)[number]

/** How much a tier asks for a requirement: before the gate, within the full brief, if you like, or not at all. */
export const needs = ['gate', 'full', 'optional', 'hidden'] as const
export type Need = (typeof needs)[number]

/** When an answer is first knowable, in the order of a deal's life. */
export const knowableStages = ['open', 'likely', 'won', 'signed'] as const
export type KnowableStage = (typeof knowableStages)[number]

export const sides = ['sales', 'cs', 'ops', 'customer'] as const
export type Side = (typeof sides)[number]

/** A section of the brief. */
export type Section = { id: string; title: string; hint?: string }

/** A column of a requirement whose answer is a table. */
export type TableColumn = {
  id: string
  label: string
  type: 'text' | 'number' | 'date' | 'choice' | 'yes_no'
  options?: string[]
  required?: boolean
}

/** A rule of the quality rubric applied to one requirement; `weight` is the points it can cost. */
export type QualityRule =
  | { rule: 'no_filler'; weight: number }
  | { rule: 'min_length'; characters: number; weight: number }
  | { rule: 'measurable'; weight: number }
  | { rule: 'dated'; weight: number }
  | { rule: 'person_complete'; weight: number }
  | { rule: 'min_items'; items: number; weight: number }
  | { rule: 'columns_filled'; columns: string[]; weight: number }
  | { rule: 'not_copied'; weight: number }
  | { rule: 'evidence'; weight: number }
  | { rule: 'customer_validated'; weight: number }

export const qualityRuleIds = [
  'no_filler',
  'min_length',
  'measurable',
  'dated',
  'person_complete',
  'min_items',
  'columns_filled',
  'not_copied',
  'evidence',
  'customer_validated',
] as const satisfies readonly QualityRule['rule'][]

/** One thing that must be known about the customer or the deal. */
export type Requirement = {
  id: string
  section: string
  label: string
  /** The open-ended question that helps a seller answer well. */
  prompt: string
  /** An answer worth copying the shape of; shown as help. */
  example?: string
  type: RequirementType
  options?: { id: string; label: string }[]
  columns?: TableColumn[]
  knowable: KnowableStage
  /** By tier id; a tier that is not named hides the requirement. */
  need: Record<string, Need>
  /** Where the value comes from when nobody has to type it. `typed` counts against the gate core's limit. */
  filled_by?: 'typed' | 'crm' | 'line_items'
  /** Set when "there is none" is a full answer; the words of the button, e.g. "No known blocker". */
  none_label?: string
  /** Goals, champion and promises can never be "unknown until". */
  never_unknown?: boolean
  not_applicable_when?: Condition
  /** Names of fields in other systems that usually hold this, per system (`hubspot`, `salesforce`, `import`). */
  field_hints?: Record<string, string[]>
  quality?: QualityRule[]
  /** Lines of the requirement list this serves. */
  serves?: string[]
}

/** How long something may take. Exactly one key. Business time is the owner's. */
export type Duration =
  | { business_days: number }
  | { business_hours: number }
  | { hours: number }
  | { days: number }

/** Who plays a part in the process, and how the person is found. */
export type ProcessRole = {
  id: string
  title: string
  side: Side
  /** Where the person comes from: the deal's owner, the handoff's CSM, the manager of another role's holder, or a member with that role. */
  from: 'deal_owner' | 'csm' | 'manager_of' | 'member_role'
  /** For `manager_of`: the process role whose manager it is. For `member_role`: the member role (`revops`, …). */
  of?: string
  /** The process role that stands in when nobody is found; the last resort is always RevOps, then an admin. */
  otherwise?: string
}

/** What starts a step's clock: a fact of the handoff (`signed` falls back to `won`), or another step being done. */
/** What starts a clock besides facts, time and again: the handoff is returned, or Sales is asked a question. */
export const recurring = ['returned', 'asked'] as const
export type Recurring = (typeof recurring)[number]

export type Anchor = { fact: Fact | Recurring } | { step: string }

/** A task of the process with exactly one owner. */
export type StepTemplate = {
  id: string
  title: string
  hint?: string
  /** Process role id. */
  owner: string
  anchor: Anchor
  /** By tier id; a tier that is not named has no such step. */
  due: Record<string, Duration>
  /** Steps that must be done first; until then this one waits but its clock runs. */
  after?: string[]
  when?: Condition
  /** The fact whose recording finishes this step, or which finishing this step records. */
  fact?: Fact
  /** False for steps that only the state machine finishes (submit, verdict). Default true. */
  by_hand?: boolean
  /** Whether a new round of it starts each time its anchor happens again (verdict after each submission). */
  repeats?: boolean
}

export type Tier = {
  id: string
  title: string
  hint?: string
  /** The first tier whose condition holds is chosen; none means `default_tier`. */
  when: Condition
  /** Points of a CSM's capacity one account of this tier takes. */
  weight: number
  gate_limit: number
  /** A complete handoff of this tier submits itself when won. */
  submits_itself?: boolean
  /** Late steps go only to the manager's digest. */
  digest_only?: boolean
  /** Needs the account's earlier answers and CSM; asks only what changed. */
  follow_on?: boolean
}

export const escalationTargets = ['owner', 'owner_manager', 'revops', 'side_vp'] as const
export type EscalationTarget = (typeof escalationTargets)[number]

export type EscalationRung = {
  id: string
  title: string
  /** `percent`: of the time from start to due; `overdue`: business time after due (zero = when due). */
  at: { percent: number } | { overdue: Duration }
  to: EscalationTarget
  /** Tiers it is for; all when absent. */
  tiers?: string[]
  /** Sent in one daily digest instead of at once. */
  digest?: boolean
}

export const matchKeys = ['territory', 'size', 'industry', 'language', 'skill'] as const
export type MatchKey = (typeof matchKeys)[number]

export type RoutingRule = {
  id: string
  title: string
  when?: Condition
  /** The candidate must cover the account's or deal's value of each of these. */
  match: MatchKey[]
}

export type CalendarDefinition = {
  id: string
  title: string
  /** IANA time zone. */
  zone: string
  /** Opening spans per weekday, `HH:MM-HH:MM`; an end at or before its start runs past midnight. */
  week: Record<Weekday, string[]>
  /** Public holidays to close on: ISO country, and region where it has its own. */
  holidays?: { country: string; region?: string }
  /** Own closed days. */
  closed?: string[]
  /** Days with other hours than usual, such as half days. */
  special?: Record<string, string[]>
}

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

/** BANT, SPOTC: questions grouped under letters, offered to sellers, never a gate. */
export type PromptPack = {
  id: string
  title: string
  hint?: string
  prompts: { letter: string; title: string; question: string; requirement?: string }[]
}

/** Who is responsible, accountable, consulted, informed: step id → process role id → letters. */
export type Raci = Record<string, Record<string, string>>

/** The process of one company, as data. One version never changes once it is in force. */
export type Playbook = {
  id: string
  title: string
  /** Schema of the document itself. */
  format: 1
  triggers: {
    /** Which deals make a handoff at all; a renewal does not. */
    applies: Condition
    /** When preparing starts, before the deal is won. */
    prepares: Condition
    won: Condition
    signed: Condition
  }
  /** Answers and deal facts that make a deal complex. */
  complexity_high: Condition
  roles: ProcessRole[]
  tiers: Tier[]
  default_tier: string
  sections: Section[]
  requirements: Requirement[]
  steps: StepTemplate[]
  escalation: EscalationRung[]
  routing: {
    rules: RoutingRule[]
    /** Process role that receives when no rule matches. */
    otherwise: string
  }
  calendars: CalendarDefinition[]
  /** "Unknown until" may be at most this long after signature, and this often per deal. */
  unknown: { within: Duration; per_deal: number }
  /** Missing answers of a deal closed with gaps fall due this long after. */
  closed_dirty_due: Duration
  /** Nothing becomes due or escalates sooner than this after a due time was moved back. */
  grace: Duration
  raci: Raci
  prompt_packs: PromptPack[]
  exceptions?: { title: string; text: string }[]
}
