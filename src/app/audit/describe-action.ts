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
type Known = { directory: Directory; playbook: Playbook | null; payload: Payload }

/** What was done, as a verb in the past: "accepted the handoff". Actions without one are told as "changed …". */
const words: Record<string, string> = {
  'handoff.open': 'opened the handoff',
  'handoff.prepare': 'began to prepare the handoff',
  'handoff.follow_deal': 'followed the deal’s news',
  'handoff.score': 'counted the answers anew',
  'handoff.submit': 'submitted the handoff',
  'handoff.accept': 'accepted the handoff',
  'handoff.return': 'returned the handoff',
  'handoff.assign_csm': 'named another CSM',
  'handoff.set_tier': 'changed the tier',
  'handoff.hold': 'put the handoff on hold',
  'handoff.resume': 'took the handoff off hold',
  'handoff.cancel': 'cancelled the handoff',
  'handoff.record_fact': 'recorded what happened',
  'handoff.correct_fact': 'corrected the time of a fact',
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
  'deal.close_with_gaps': 'closed the deal with gaps',
  'contribution.ask': 'asked a colleague',
  'escalation.raise': 'escalated',
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
  amount_minor: 'Amount (minor units)',
  annual_minor: 'Annual value (minor units)',
  expected_close_on: 'Expected to close',
  products: 'Products',
  name: 'Name',
  text: 'Question',
  requirement: 'About',
  answer: 'Answer',
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
  return { actor, changes, sentence: `${actor.name} ${withObject(entry, { done, changes })}.` }
}

function withObject(
  entry: Described,
  { done, changes }: { done: string; changes: TimelineEntry['changes'] },
): string {
  if (entry.noun !== 'answer') return done
  const about = changes.map((c) => `“${c.label}”`).join(', ')
  return about === '' ? done : `${done} ${about}`
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

function changesOf({ directory, playbook, payload }: Known): TimelineEntry['changes'] {
  return Object.entries(payload?.changes ?? {}).map(([field, [before, after]]) => ({
    field,
    label:
      labels[field] ??
      playbook?.requirements.find((r) => r.id === field)?.label ??
      field.replaceAll('_', ' '),
    before: readable(before, directory),
    after: readable(after, directory),
  }))
}

/** Ids of people become their names; everything else stays as it is. */
function readable(value: unknown, directory: Directory): unknown {
  return typeof value === 'string' && value.startsWith('mem_')
    ? (directory.members.get(value)?.name ?? value)
    : value
}
