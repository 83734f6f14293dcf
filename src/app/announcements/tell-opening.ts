import { sql } from 'kysely'
import type { Instant } from '../../core/lib/instant.ts'
import { aboutLine } from '../notifications/about-handoff.ts'
import type { Message } from '../notifications/notify.ts'
import { places } from '../notifications/places.ts'
import type { Reader } from '../notifications/reader.ts'
import { count, sayMoment } from '../notifications/say.ts'
import type { News } from './announce-handoff.ts'
import { keptRouting } from './kept-routing.ts'

/** The CSM hears at once, at any hour, that a customer is theirs; the seller sees who it is. */
export function tellCsmNamed(news: News): readonly Message[] {
  const { handoff, customer, actorId } = news
  if (handoff.csm_id === null || handoff.status === 'cancelled') return []
  const byHand = actorId !== null
  const won = handoff.status !== 'preparing'
  // Won by now: who is named by the routing hears of that, with everything that is to be done.
  if (won && !byHand) return []
  return [
    {
      ...base(news, 'csm_named'),
      to: [handoff.csm_id],
      urgent: true,
      words: () => ({
        title: `${customer} is yours`,
        body: [
          byHand
            ? `${news.nameOf(actorId)} has named you as the CSM of ${customer}.`
            : `The deal is likely to close, and you are its CSM. Your seller will invite you in.`,
          aboutLine(handoff, news),
          ...whyOf(news),
        ],
        button: won ? 'Open the handoff' : 'Look at the deal',
      }),
    },
    ...toSeller(news, {
      title: `${news.nameOf(handoff.csm_id)} is the CSM for ${customer}`,
      body: [`${news.nameOf(handoff.csm_id)} takes over when the deal is won.`, aboutLine(handoff, news)],
      button: 'Open the handoff',
    }),
  ]
}

/** Signed or won: the CSM hears at once, at any hour; the seller hears what is owed. */
export async function tellOpened(news: News): Promise<readonly Message[]> {
  const { handoff, customer } = news
  if (handoff.status === 'cancelled') return []
  const dues = await firstDues(news)
  const brief = briefLine(news)
  const said = handoff.signed_at !== null ? 'has signed' : 'is won'
  const csm = handoff.csm_id
  return [
    ...(csm === null
      ? []
      : [
          {
            ...base(news, 'handoff_opened'),
            to: [csm],
            urgent: true,
            words: (reader: Reader) => ({
              title: `${customer} ${said}: the handoff is yours`,
              body: [aboutLine(handoff, news), ...firstLine(dues.get(csm), reader), brief, ...whyOf(news)],
              button: 'Open the handoff',
            }),
          },
        ]),
    ...(handoff.ae_id === null || handoff.ae_id === csm
      ? []
      : [
          {
            ...base(news, 'handoff_opened'),
            to: [handoff.ae_id],
            path: places.handoff(handoff.id, 'brief'),
            words: (reader: Reader) => ({
              title: `${customer} ${said}: hand it to ${csm === null ? 'CS' : news.nameOf(csm)}`,
              body: [aboutLine(handoff, news), brief, ...firstLine(dues.get(handoff.ae_id ?? ''), reader)],
              button: handoff.missing_count > 0 ? 'Answer what is missing' : 'Open the handoff',
            }),
          },
        ]),
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
    path: places.handoff(news.handoff.id),
  }
}

function toSeller(news: News, words: ReturnType<Message['words']>): Message[] {
  const { ae_id: ae, csm_id: csm } = news.handoff
  if (ae === null || ae === csm) return []
  return [{ ...base(news, 'csm_named'), to: [ae], most: 'in_app', words: () => words }]
}

/** Why routing chose this CSM: its first reason. */
function whyOf({ handoff }: News): string[] {
  const [reason] = keptRouting(handoff)?.reasons ?? []
  return reason === undefined ? [] : [`Why you: ${reason}`]
}

function briefLine({ handoff }: News): string {
  return handoff.missing_count > 0
    ? `The brief is ${handoff.completeness} % complete; ${count(handoff.missing_count, 'answer')} missing.`
    : 'The brief is complete.'
}

type FirstDue = { owner_id: string; title: string; due_at: Instant }

/** The first thing each owner has to do. */
async function firstDues({ tx, handoff }: News): Promise<ReadonlyMap<string, FirstDue>> {
  const rows = await tx.many(sql<FirstDue>`
    SELECT DISTINCT ON (owner_id) owner_id, title, due_at FROM step
    WHERE workspace_id = ${tx.workspaceId} AND handoff_id = ${handoff.id} AND status = 'open' ORDER BY owner_id, due_at, position`)
  return new Map(rows.map((row) => [row.owner_id, row]))
}

function firstLine(first: FirstDue | undefined, reader: Reader): string[] {
  return first ? [`First for you: ${first.title}, due ${sayMoment(first.due_at, reader)}.`] : []
}
