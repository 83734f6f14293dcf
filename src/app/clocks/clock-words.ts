import type { NotificationEvent } from '../../contract/messages.ts'
import { type Instant, toMs } from '../../core/lib/instant.ts'
import type { Playbook } from '../../core/playbook/playbook.ts'
import type { StepRow } from '../handoffs/step-row.ts'
import { aboutLine } from '../notifications/about-handoff.ts'
import type { Words } from '../notifications/notify.ts'
import type { Reader } from '../notifications/reader.ts'
import { count, listed, sayMoment } from '../notifications/say.ts'
import type { Directory } from '../people/directory.ts'
import type { Telling } from './tellings.ts'

/** Said as "now" for this long after it was due; later it is overdue. */
const nowMs = 30 * 60_000

export type WordsInput = {
  telling: Telling
  playbook: Playbook
  directory: Directory
  currency: string
  now: Instant
}

export function clockEvent({ rung }: Pick<Telling, 'rung'>): NotificationEvent {
  if (rung.to !== 'owner') return 'escalation'
  return 'percent' in rung.at ? 'step_reminder' : 'step_due'
}

/** What somebody is told about steps that are nearly due, due or late, in their own zone. */
export function clockWords(input: WordsInput, reader: Reader): Words {
  const { telling, directory } = input
  const escalated = telling.rung.to !== 'owner'
  const nameOf = (id: string): string => directory.members.get(id)?.name ?? 'somebody who is no longer here'
  return {
    title: titleOf(input, reader),
    body: [
      ...telling.steps.map((step) =>
        stepLine(step, { reader, owner: escalated ? nameOf(step.owner_id) : null }),
      ),
      aboutLine(telling.handoff, input),
      ...(escalated ? [`Escalated by the playbook: ${lowerFirst(telling.rung.title)}.`] : []),
      ...(telling.insteadOf.length > 0
        ? [`You are told because ${listed(telling.insteadOf.map(nameOf))} cannot be reached just now.`]
        : []),
    ],
    button: escalated ? 'See what is late' : 'Open the handoff',
  }
}

function titleOf({ telling, now }: WordsInput, reader: Reader): string {
  const { steps, handoff, rung } = telling
  const customer = handoff.account_name ?? handoff.deal_name
  const [first] = steps
  const dueAt = first?.due_at ?? telling.firstDueAt
  if (rung.to !== 'owner')
    return steps.length > 1
      ? `${count(steps.length, 'step')} late for ${customer}`
      : `Late for ${customer}: ${first?.title ?? ''}`
  const many = steps.length > 1
  if ('percent' in rung.at && dueAt > now)
    return many
      ? `${count(steps.length, 'step')} for ${customer} due soon`
      : `Due ${sayMoment(dueAt, reader)} for ${customer}: ${first?.title ?? ''}`
  const when = toMs(now) - toMs(dueAt) > nowMs ? 'overdue' : 'due now'
  return many
    ? `${count(steps.length, 'step')} for ${customer} ${when}`
    : `${when === 'overdue' ? 'Overdue' : 'Due now'} for ${customer}: ${first?.title ?? ''}`
}

function stepLine(step: StepRow, { reader, owner }: { reader: Reader; owner: string | null }): string {
  const due = step.due_at ? `due ${sayMoment(step.due_at, reader)}` : 'due'
  return owner ? `${step.title}: ${due}, owned by ${owner}` : `${step.title}: ${due}`
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
