import { sql } from 'kysely'
import type { Instant } from '../../core/lib/instant.ts'
import { aboutLine } from '../notifications/about-handoff.ts'
import type { Message } from '../notifications/notify.ts'
import { places } from '../notifications/places.ts'
import type { Reader } from '../notifications/reader.ts'
import { count, sayMoment } from '../notifications/say.ts'
import type { News } from './announce-handoff.ts'
import { sellerOf } from './audience.ts'

/** The CSM is asked for a verdict, unless it has been given by now. */
export async function tellSubmitted(news: News): Promise<readonly Message[]> {
  const { handoff, customer, playbook, tx } = news
  if (handoff.csm_id === null) return []
  if (news.detail['because'] === 'kickoff') return askAfterKickoff(news, handoff.csm_id)
  if (handoff.status !== 'submitted') return []
  const templates = playbook.steps
    .filter((t) => t.by_hand === false && 'fact' in t.anchor && t.anchor.fact === 'submitted')
    .map((t) => t.id)
  const step = await tx.maybe(sql<{ due_at: Instant }>`
    SELECT due_at FROM step WHERE workspace_id = ${tx.workspaceId} AND handoff_id = ${handoff.id} AND template_id = ANY (${templates}::text[])
      AND status IN ('open', 'waiting') AND due_at IS NOT NULL ORDER BY due_at LIMIT 1`)
  return [
    {
      ...base(news, 'handoff_submitted', 'brief'),
      to: [handoff.csm_id],
      words: (reader: Reader) => ({
        title: `${customer} waits for your verdict`,
        body: [
          `${news.actorId === null ? 'The handoff' : news.nameOf(news.actorId)} ${news.actorId === null ? 'was submitted' : 'submitted the handoff'}${step ? `; the verdict is due ${sayMoment(step.due_at, reader)}` : ''}.`,
          aboutLine(handoff, news),
          handoff.missing_count > 0
            ? `The brief is ${handoff.completeness} % complete; ${count(handoff.missing_count, 'answer')} missing.`
            : 'The brief is complete.',
        ],
        button: 'Read the brief',
      }),
    },
  ]
}

/** The kickoff came before the verdict: it is asked for on the spot, submitted or not. */
function askAfterKickoff(news: News, csmId: string): readonly Message[] {
  const { handoff, customer } = news
  if (handoff.status !== 'submitted' && handoff.status !== 'open' && handoff.status !== 'returned') return []
  return [
    {
      ...base(news, 'handoff_submitted', 'brief'),
      to: [csmId],
      words: () => ({
        title: `The kickoff with ${customer} was held: your verdict, please`,
        body: [
          handoff.status === 'submitted'
            ? 'Accept the handoff, accept it with gaps, or return it.'
            : 'Sales has not submitted it. You can submit it as it stands, then accept it, with gaps if there are any, or return it.',
          aboutLine(handoff, news),
        ],
        button: 'Give the verdict',
      }),
    },
  ]
}

/** The seller may let go. */
export async function tellAccepted(news: News): Promise<readonly Message[]> {
  const { handoff, customer } = news
  if (handoff.ae_id === null) return []
  const gaps = handoff.accepted_with_gaps ? await openGaps(news) : []
  return [
    {
      ...base(news, 'handoff_accepted', gaps.length > 0 ? 'questions' : undefined),
      to: [handoff.ae_id],
      words: () => ({
        title: `${customer} is accepted${gaps.length > 0 ? ', with gaps' : ''}`,
        body: [
          `${news.nameOf(news.actorId ?? handoff.csm_id)} accepted the handoff. CS is accountable for ${customer} from here.`,
          ...(gaps.length > 0 ? ['Still to be answered:', ...gaps.map((gap) => `• ${gap}`)] : []),
          aboutLine(handoff, news),
        ],
        button: gaps.length > 0 ? 'Answer what is open' : 'Open the handoff',
      }),
    },
  ]
}

/** The seller hears what is missing, gap by gap, unless it has been submitted again by now. */
export async function tellReturned(news: News): Promise<readonly Message[]> {
  const { handoff, customer, playbook, directory, tx } = news
  if (handoff.status !== 'returned') return []
  const gaps = await openGaps(news)
  return [
    {
      ...base(news, 'handoff_returned', 'brief'),
      to: sellerOf(handoff, { directory, roles: playbook.roles, now: tx.now }),
      words: () => ({
        title: `${customer} came back: ${count(gaps.length, 'gap')} to close`,
        body: [
          `${news.nameOf(news.actorId ?? handoff.csm_id)} returned the handoff and needs:`,
          ...gaps.map((gap) => `• ${gap}`),
          aboutLine(handoff, news),
        ],
        button: 'Close the gaps',
      }),
    },
  ]
}

/** The questions of the latest verdict that are still open, each with the requirement it is about. */
async function openGaps({ tx, handoff, playbook }: News): Promise<string[]> {
  const rows = await tx.many(sql<{ requirement_id: string; text: string }>`
    SELECT q.requirement_id, q.text FROM question q
    JOIN (SELECT id FROM verdict WHERE workspace_id = ${tx.workspaceId} AND handoff_id = ${handoff.id} ORDER BY given_at DESC, id DESC LIMIT 1) AS v ON v.id = q.verdict_id
    WHERE q.workspace_id = ${tx.workspaceId} AND q.handoff_id = ${handoff.id} AND q.answered_at IS NULL ORDER BY q.id LIMIT 60`)
  return rows.map(({ requirement_id: id, text }) => {
    const label = playbook.requirements.find((r) => r.id === id)?.label ?? id
    return `${label}: ${text}`
  })
}

function base(
  news: News,
  event: Message['event'],
  tab: Parameters<typeof places.handoff>[1],
): Pick<Message, 'event' | 'actorId' | 'handoffId' | 'path'> {
  return {
    event,
    actorId: news.actorId,
    handoffId: news.handoff.id,
    path: places.handoff(news.handoff.id, tab),
  }
}
