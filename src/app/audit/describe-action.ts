import type { TimelineEntry } from '../../contract/handoffs.ts'
import type { Playbook } from '../../core/playbook/playbook.ts'
import type { Directory } from '../people/directory.ts'

/** What an audit entry says of itself. */
export type Described = {
  action: string
  actor_kind: string
  actor_id: string | null
  noun: string
  record_id: string
}
type Payload = { changes: Record<string, [unknown, unknown]>; reason: string | null } | null
type Known = {
  directory: Directory
  playbook: Playbook | null
  payload: Payload
  /** In which sums are told: those of the deal, and annual values. */
  currencies?: { deal: string; workspace: string }
  /** The account whose name is told in place of its id. */
  account?: { id: string; name: string } | null
}

/** What was done, as a verb in the past: "accepted the handoff". Actions without one are told as "changed …". */
const words: Record<string, string> = {
  'handoff.open': 'opened the handoff',
  'handoff.prepare': 'began to prepare the handoff',
  'handoff.follow_deal': 'followed the deal’s news',
  'handoff.reconsider_tier': 'chose the tier anew',
  'handoff.score': 'completed the brief',
  'handoff.submit': 'submitted the handoff',
  'handoff.accept': 'accepted the handoff',
  'handoff.return': 'returned the handoff',
  'handoff.assign_csm': 'named another CSM',
  'handoff.set_tier': 'changed the tier',
  'handoff.hold': 'put the handoff on hold',
  'handoff.resume': 'took the handoff off hold',
  'handoff.cancel': 'cancelled the handoff',
  'handoff.record_fact': 'recorded',
  'handoff.correct_fact': 'corrected the time of',
  'step.complete': 'finished a step',
  'step.skip': 'skipped a step',
  'step.reassign': 'gave a step to somebody else',
  'step.pause': 'paused the clock of a step',
  'step.resume': 'let the clock of a step run again',
  'answer.put': 'answered',
  'answer.clear': 'took back the answer to',
  'question.ask': 'asked',
  'question.answer': 'answered a question',
  'deal.create': 'brought the deal in',
  'deal.update': 'changed the deal',
  'deal.chase': 'asked for the missing answers',
  'deal.close_with_gaps': 'closed the deal with gaps',
  'session.open': 'signed in',
  'contribution.ask': 'asked a colleague',
  'escalation.raise': 'escalated what is late',
  'escalation.close': 'closed the escalation',
  'account.create': 'brought the account in',
  'member.create': 'added a person',
  'workspace.create': 'made the workspace',
  'connection.rotate_secret': 'made a new secret for the connection',
  'connection.replay': 'had events handled again',
  'stage.map': 'said what stages mean',
  'job.retry': 'had a job run again',
}

/** The second half of an action that has no words of its own. */
const verbs: Record<string, string> = {
  create: 'made',
  remove: 'removed',
  revoke: 'revoked',
  invite: 'invited',
  suspend: 'suspended',
  restore: 'restored',
  publish: 'published',
}

/** Fields as people name them. */
const labels: Record<string, string> = {
  status: 'Status',
  tier: 'Tier',
  hold_reason: 'On hold because',
  ae_id: 'AE',
  csm_id: 'CSM',
  owner_id: 'Owner',
  account_id: 'Account',
  accepted_with_gaps: 'Accepted with gaps',
  closed_dirty: 'Closed with gaps',
  won_at: 'Won',
  signed_at: 'Signed',
  lost_at: 'Lost',
  csm_assigned_at: 'CSM assigned',
  brief_complete_at: 'Brief complete',
  submitted_at: 'Submitted',
  accepted_at: 'Accepted',
  internal_meeting_held_at: 'Internal meeting held',
  first_touch_at: 'First touch',
  introduced_at: 'Introduced',
  kickoff_held_at: 'Kickoff held',
  first_value_at: 'First value',
  onboarded_at: 'Onboarded',
  confirmed_at: 'Confirmed',
  stage_label: 'Stage',
  stage_kind: 'Stage means',
  amount_minor: 'Amount',
  annual_minor: 'Annual value',
  expected_close_on: 'Expected to close',
  products: 'Products',
  name: 'Name',
  text: 'Question',
  requirement: 'About',
  answer: 'Answer',
  due_at: 'Due',
  missing: 'Answers missing',
  raised_to: 'To',
  rung: 'Rung',
  late_steps: 'Steps late',
}

/** Tells an audit entry in a sentence, with who did it and what became of which field. */
export function describeAction(
  entry: Described,
  known: Known,
): Pick<TimelineEntry, 'sentence' | 'actor' | 'changes'> {
  const actor = actorOf(entry, known.directory)
  const changes = changesOf(known)
  const verb = verbs[entry.action.split('.')[1] ?? ''] ?? 'changed'
  const done = words[entry.action] ?? `${verb} the ${entry.noun.replaceAll('_', ' ')}`
  return {
    actor,
    changes,
    sentence: `${actor.name} ${withObject(entry, { done, changes, playbook: known.playbook })}.`,
  }
}

/** Actions whose sentence ends with what they are about; said there, it is no change to be listed again. */
function withObject(
  entry: Described,
  { done, changes, playbook }: { done: string; changes: TimelineEntry['changes']; playbook: Playbook | null },
): string {
  const about = subjectsOf(entry, changes, playbook).map((subject) => `“${subject}”`)
  return about.length === 0 ? done : `${done} ${about.join(', ')}`
}

function subjectsOf(
  { action, noun, record_id: id }: Described,
  changes: TimelineEntry['changes'],
  playbook: Playbook | null,
): string[] {
  if (action.endsWith('_fact')) return changes.filter((c) => c.field.endsWith('_at')).map((c) => c.label)
  if (noun !== 'answer') return []
  if (changes.length > 0) return changes.map((c) => c.label)
  const label = playbook?.requirements.find((r) => id.endsWith(`/${r.id}`))?.label
  return label === undefined ? [] : [label]
}

function actorOf(
  { actor_kind: kind, actor_id: id }: Described,
  directory: Directory,
): TimelineEntry['actor'] {
  if (kind === 'member')
    return { kind, name: directory.members.get(id ?? '')?.name ?? 'Somebody who is no longer here' }
  if (kind === 'api_key') return { kind, name: 'An API key' }
  if (kind === 'contributor') return { kind, name: 'A colleague by link' }
  if (kind === 'connection') return { kind, name: 'The CRM' }
  return { kind, name: 'Throughline' }
}

function changesOf(known: Known): TimelineEntry['changes'] {
  return Object.entries(known.payload?.changes ?? {}).map(([field, [before, after]]) => ({
    field,
    label:
      labels[field] ??
      known.playbook?.requirements.find((r) => r.id === field)?.label ??
      field.replaceAll('_', ' '),
    before: readable(field, before, known),
    after: readable(field, after, known),
  }))
}

/** Ids of people become their names, keys of tiers their titles, sums in minor units money; the rest stays as it is. */
function readable(field: string, value: unknown, known: Known): unknown {
  const { directory, playbook, currencies, account } = known
  if (typeof value === 'number' && currencies) {
    if (field === 'amount_minor') return { amountMinor: value, currency: currencies.deal }
    if (field === 'annual_minor') return { amountMinor: value, currency: currencies.workspace }
  }
  if (typeof value !== 'string') return value
  if (field === 'tier') return playbook?.tiers.find((t) => t.id === value)?.title ?? value
  if (value.startsWith('acc_')) return value === account?.id ? account.name : 'another account'
  return value.startsWith('mem_') ? (directory.members.get(value)?.name ?? value) : value
}
