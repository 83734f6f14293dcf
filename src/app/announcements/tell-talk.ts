import { sql } from 'kysely'
import { holdWords } from '../../core/handoff/handoff-state.ts'
import { aboutLine } from '../notifications/about-handoff.ts'
import type { Message } from '../notifications/notify.ts'
import { places } from '../notifications/places.ts'
import type { News } from './announce-handoff.ts'
import { revopsOf, sellerOf } from './audience.ts'

/** The seller is asked something. */
export function tellQuestion(news: News): readonly Message[] {
  const { handoff, customer, playbook, directory, tx, detail } = news
  return [
    {
      ...base(news, 'question_asked'),
      to: sellerOf(handoff, { directory, roles: playbook.roles, now: tx.now }),
      words: () => ({
        title: `${news.nameOf(news.actorId)} asks about ${customer}`,
        body: [detail['text'] ?? '', aboutLine(handoff, news)],
        button: 'Answer',
      }),
    },
  ]
}

/** Whoever asked hears the answer, and the CSM. */
export async function tellReply(news: News): Promise<readonly Message[]> {
  const { handoff, customer, tx, detail } = news
  const answer = detail['text'] ?? ''
  const asked = await tx.maybe(sql<{ asked_by: string; text: string }>`
    SELECT asked_by, text FROM question WHERE workspace_id = ${tx.workspaceId} AND handoff_id = ${handoff.id} AND answer = ${answer}
    ORDER BY answered_at DESC LIMIT 1`)
  return [
    {
      ...base(news, 'question_answered'),
      to: [...(asked ? [asked.asked_by] : []), ...(handoff.csm_id === null ? [] : [handoff.csm_id])],
      words: () => ({
        title: `${news.nameOf(news.actorId)} answered about ${customer}`,
        body: [...(asked ? [`Asked: ${asked.text}`] : []), `Answered: ${answer}`, aboutLine(handoff, news)],
        button: 'Open the handoff',
      }),
    },
  ]
}

/** The CRM reopened or lost a won deal: those who run the process decide. */
export function tellHold(news: News): readonly Message[] {
  const { handoff, customer, directory } = news
  if (handoff.held_at === null) return []
  const why = holdWords({ reason: handoff.hold_reason ?? '' })
  return [
    {
      ...base(news, 'hold_asked'),
      path: places.handoff(handoff.id),
      to: revopsOf(directory),
      words: () => ({
        title: `${customer} stands still: go on, or cancel?`,
        body: [
          `The handoff is on hold because ${why}. Its clocks are paused, and nothing goes to the customer by itself.`,
          aboutLine(handoff, news),
        ],
        button: 'Decide',
      }),
    },
  ]
}

function base(
  news: News,
  event: Message['event'],
): Pick<Message, 'event' | 'actorId' | 'handoffId' | 'path'> {
  return {
    event,
    actorId: news.actorId,
    handoffId: news.handoff.id,
    path: places.handoff(news.handoff.id, 'questions'),
  }
}
