import { problemSentence, type SourceItem } from '../../connectors/kit/deal-source.ts'
import { isWorthRepeating } from '../../db/tx.ts'
import type { Ctx } from '../context.ts'
import { type AppliedDeal, applyDeal } from '../deals/apply-deal.ts'
import { Parked } from '../deals/parked.ts'
import { followDeal } from '../handoffs/follow-deal.ts'
import type { OperationTx } from '../operation-tx.ts'
import type { Due } from '../queue/claim.ts'
import type { Runtime } from '../runtime.ts'
import { workIn } from '../work-in.ts'
import { type ClaimedEvent, ClaimLost, claimEvent, finishEvent, mostTries } from './claim-event.ts'
import { whileHandling } from './give-way.ts'
import { type KnownConnection, knownConnection } from './known-connection.ts'
import { restWhilePaused, setAside } from './set-aside.ts'
import { splitEvent } from './split-event.ts'

/** Takes an event whose time has come and handles it; somebody else's is left alone. For the queue. */
export async function handleEvent(runtime: Runtime, due: Due): Promise<void> {
  const event = await claimEvent(runtime, due)
  if (event) await processEvent(runtime, event)
}

const mostRepeats = 3

/**
 * Handles an event this worker holds: what it says of a deal, what follows for the handoff, and the event's own end
 * are one transaction. What cannot be handled is set aside with the reason; it never holds up another event.
 */
export async function processEvent(runtime: Runtime, event: ClaimedEvent): Promise<void> {
  return whileHandling(runtime, () => handle(runtime, event))
}

async function handle(runtime: Runtime, event: ClaimedEvent): Promise<void> {
  try {
    const known = await connectionOf(runtime, event)
    if (!known) throw new Parked('The connection was removed before this event was handled.')
    if (known.status === 'paused') return await restWhilePaused(runtime, event)
    if (event.attempts > mostTries)
      throw new Parked('Handling this event failed again and again, without a word. Look into the log.')
    const items = event.items ?? readItems(runtime, event, known)
    await applyWithRepeats(runtime, { event, known, items })
  } catch (error) {
    await setAside(runtime, event, error)
  }
}

/** The connection with the settings in force when the event was claimed, or newer ones. */
async function connectionOf(runtime: Runtime, event: ClaimedEvent): Promise<KnownConnection | null> {
  const kept = await knownConnection(runtime, event)
  if (kept && kept.version >= event.connectionVersion) return kept
  return knownConnection(runtime, event, { fresh: true })
}

type Applying = { event: ClaimedEvent; known: KnownConnection; items: readonly SourceItem[] }

async function applyWithRepeats(runtime: Runtime, applying: Applying): Promise<void> {
  const { event } = applying
  const place = {
    workspaceId: event.workspaceId,
    actor: { kind: 'connection', connectionId: event.connectionId } as const,
    requestId: event.requestId,
    causeId: event.id,
    aroseAt: event.receivedAt,
  }
  for (let tries = 1; ; tries++) {
    try {
      return await workIn(runtime, place, (ctx, tx) => applyEvent(ctx, tx, applying))
    } catch (error) {
      // A deadlock or a lost race: the same work again, in a new transaction.
      if (!isWorthRepeating(error) || tries >= mostRepeats || error instanceof ClaimLost) throw error
    }
  }
}

function readItems(runtime: Runtime, event: ClaimedEvent, known: KnownConnection): SourceItem[] {
  if (!event.body) throw new Parked('The body of this event was cleared away; it cannot be handled again.')
  const read = runtime.connectors.deals.read(event.body, known.config)
  if (read.ok) return read.value
  throw new Parked(
    `This event cannot be read: ${read.reason}. Mend the source or the mapping, then replay it.`,
  )
}

async function applyEvent(ctx: Ctx, tx: OperationTx, { event, known, items }: Applying): Promise<void> {
  if (items.length > 1) return splitEvent(tx, event, items)
  const [item] = items
  if (!item) return finishEvent(tx, event, { outcome: 'The delivery was empty.', dealId: null })
  if (!item.ok) {
    const said = item.problems.slice(0, 10).map(problemSentence).join(' ')
    throw new Parked(`This event does not fit the mapping. ${said} Mend one of them, then replay it.`)
  }
  const source = { connectionId: known.id, liveFrom: known.liveFrom }
  const applied = await applyDeal(ctx, tx, { source, deal: item.deal })
  const followed = await followDeal(ctx, tx, applied)
  await finishEvent(tx, event, { outcome: inWords(applied, followed.what), dealId: applied.after.id })
}

const applied = {
  created: 'A new deal.',
  updated: 'The deal was brought up to date.',
  unchanged: 'Nothing new of the deal.',
} as const satisfies Record<Exclude<AppliedDeal['outcome'], 'older'>, string>

function inWords({ outcome }: AppliedDeal, what: string): string {
  return outcome === 'older' ? what : `${applied[outcome]} ${what}`.trim()
}
