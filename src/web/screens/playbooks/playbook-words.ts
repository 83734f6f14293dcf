import type { Output } from '../../../contract/operations.ts'
import type { CalendarDefinition, Duration, KnowableStage, Need } from '../../../core/playbook/playbook.ts'

export type ShownPlaybook = Output<'playbook.show'>
export type Document = ShownPlaybook['document']
export type ShownTier = Document['tiers'][number]
export type ShownStep = Document['steps'][number]
export type ShownRequirement = Document['requirements'][number]

/** `2 business days`, `6 business hours`, `14 days`. */
export function durationWords(duration: Duration): string {
  const [amount, unit] = amountOf(duration)
  return `${amount} ${amount === 1 ? unit.slice(0, -1) : unit}`
}

/** The same where there is no room: `2d`, `6h` in business time, `14 days` on the calendar. */
export function shortDuration(duration: Duration): string {
  if ('business_days' in duration) return `${duration.business_days}d`
  if ('business_hours' in duration) return `${duration.business_hours}h`
  return durationWords(duration)
}

function amountOf(duration: Duration): [number, string] {
  if ('business_days' in duration) return [duration.business_days, 'business days']
  if ('business_hours' in duration) return [duration.business_hours, 'business hours']
  if ('hours' in duration) return [duration.hours, 'hours']
  return [duration.days, 'days']
}

/** Roughly how many hours pass, to put durations of different kinds in order. */
export function roughHours(duration: Duration): number {
  if ('business_days' in duration) return duration.business_days * 24
  if ('business_hours' in duration) return duration.business_hours
  return 'hours' in duration ? duration.hours : duration.days * 24
}

export const needWords: Readonly<Record<Need, string>> = {
  gate: 'Before the gate',
  full: 'Full brief',
  optional: 'Welcome',
  hidden: 'Not asked',
}

export const knowableWords: Readonly<Record<KnowableStage, string>> = {
  open: 'From the start',
  likely: 'Once likely',
  won: 'Once won',
  signed: 'Once signed',
}

export const filledWords = {
  typed: 'Typed by the seller',
  crm: 'Comes from the CRM',
  line_items: 'Comes from the line items',
} as const

export const typeWords: Readonly<Record<ShownRequirement['type'], string>> = {
  text: 'Text',
  number: 'Number',
  money: 'Amount',
  date: 'Date',
  choice: 'Choice',
  person_list: 'People',
  yes_no: 'Yes or no',
  link_list: 'Links',
  table: 'Table',
}

const factWords: Readonly<Record<string, string>> = {
  won: 'the deal is won',
  signed: 'the signature',
  csm_assigned: 'a CSM is named',
  brief_complete: 'the brief is complete',
  submitted: 'it is submitted',
  accepted: 'it is accepted',
  internal_meeting_held: 'the internal meeting',
  first_touch: 'the first touch',
  introduced: 'the introduction',
  kickoff_held: 'the kickoff',
  first_value: 'first value',
  onboarded: 'onboarding is done',
  confirmed: 'it is confirmed',
  returned: 'it is returned',
}

/** What a clock runs from: `the signature`, or the end of another step. */
export function anchorWords(document: Document, anchor: ShownStep['anchor']): string {
  if ('fact' in anchor) return factWords[anchor.fact] ?? anchor.fact
  const step = document.steps.find((one) => one.id === anchor.step)
  return `“${step?.title ?? anchor.step}”`
}

export function roleTitle(document: Document, id: string): string {
  return document.roles.find((role) => role.id === id)?.title ?? id
}

/** How the person of a process role is found. */
export function roleSource(document: Document, role: Document['roles'][number]): string {
  if (role.from === 'deal_owner') return 'Owner of the deal'
  if (role.from === 'csm') return 'CSM of the handoff'
  if (role.from === 'manager_of') return `Manager of the ${roleTitle(document, role.of ?? '')}`
  return `Any member with the role ${(role.of ?? '').replaceAll('_', ' ')}`
}

const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const shortDays = {
  mon: 'Mon',
  tue: 'Tue',
  wed: 'Wed',
  thu: 'Thu',
  fri: 'Fri',
  sat: 'Sat',
  sun: 'Sun',
} as const

/** Opening hours with equal days in a row told once: `Mon–Fri 09:00–18:00`. */
export function weekWords(week: CalendarDefinition['week']): { days: string; hours: string }[] {
  const runs: { from: (typeof dayNames)[number]; to: (typeof dayNames)[number]; hours: string }[] = []
  for (const day of dayNames) {
    const hours = week[day].map((span) => span.replace('-', '–')).join(', ') || 'closed'
    const last = runs.at(-1)
    if (last?.hours === hours) last.to = day
    else runs.push({ from: day, to: day, hours })
  }
  return runs.map(({ from, to, hours }) => ({
    days: from === to ? shortDays[from] : `${shortDays[from]}–${shortDays[to]}`,
    hours,
  }))
}

type Rung = Document['escalation'][number]

/** When a rung of the ladder is reached: `at 75 % of the time`, `4 business hours late`. */
export function rungWhen({ at }: Rung): string {
  if ('percent' in at) return `${at.percent}% of the time used`
  return roughHours(at.overdue) === 0 ? 'When due' : `${durationWords(at.overdue)} late`
}

export const rungTargets: Readonly<Record<Rung['to'], string>> = {
  owner: 'The owner of the step',
  owner_manager: 'The owner’s manager',
  revops: 'RevOps',
  side_vp: 'The VP of the owner’s side',
}

type Rule = NonNullable<ShownRequirement['quality']>[number]

/** A rule of the quality rubric as a seller reads it. */
export function ruleWords(rule: Rule, columns: ShownRequirement['columns'] = []): string {
  switch (rule.rule) {
    case 'no_filler':
      return 'No filler such as “tbd” or “see notes”'
    case 'min_length':
      return `At least ${rule.characters} characters`
    case 'measurable':
      return 'A number with its unit'
    case 'dated':
      return 'A date'
    case 'person_complete':
      return 'Name, role and a way to reach each person'
    case 'min_items':
      return `At least ${rule.items} ${rule.items === 1 ? 'entry' : 'entries'}`
    case 'columns_filled':
      return `Filled in each row: ${rule.columns.map((id) => columns.find((column) => column.id === id)?.label ?? id).join(', ')}`
    case 'not_copied':
      return 'Not copied from another deal'
    case 'evidence':
      return 'Evidence: a quote, a speaker or a link'
    case 'customer_validated':
      return 'Validated by the customer, not assumed'
  }
}
