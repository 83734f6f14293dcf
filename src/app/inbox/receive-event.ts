import {
  isOurFault,
  type SignatureRefusal,
  type SignedRequest,
  signatureRefusals,
  verifySignature,
} from '../../connectors/kit/signature.ts'
import type { Instant } from '../../core/lib/instant.ts'
import type { Result } from '../../core/lib/result.ts'
import { no, ok } from '../../core/lib/result.ts'
import { isConnectionLoss, sqlState } from '../../db/tx.ts'
import { AppError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { whileSenderWaits } from './give-way.ts'
import { type KnownConnection, knownConnection } from './known-connection.ts'
import { type BodyRefusal, type NewEvent, newEvents } from './new-event.ts'
import { forgetRefusals, noteRefusal } from './note-refusal.ts'
import { ownLane } from './own-lane.ts'
import { processEvent } from './process-event.ts'
import { refusalSentence } from './refusal-sentence.ts'
import { storeEvents } from './store-events.ts'
import { together } from './together.ts'

/** A call of another system, as it came. */
export type Delivery = SignedRequest & {
  workspaceId: string
  connectionId: string
  rawBody: Buffer
  requestId: string
}

/** `unknown`: no such connection. `not_fit`: ours is not ready. The others are the sender's to mend. */
export type DeliveryRefused = 'unknown' | 'signature' | 'not_fit' | BodyRefusal

/** How many events the delivery held, and how many of them had been here before. */
export type Received = { events: number; repeated: number }

/** After this long the sender is told to come again; what is stored by then is recognised when it does. */
export const patienceMs = 1_900

/**
 * Takes a delivery in: proves where it comes from on its very bytes, stores each event once, and answers after the
 * commit. An event stored here is handled here, right after the answer, unless there is enough to do.
 */
export async function receiveEvent(
  runtime: Runtime,
  delivery: Delivery,
): Promise<Result<Received, DeliveryRefused>> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unavailable()), patienceMs)
  })
  const taking = whileSenderWaits(runtime, () => takeIn(runtime, delivery))
  try {
    return await Promise.race([taking, late])
  } catch (error) {
    // Whatever the database did, the sender keeps the event and comes again.
    if (isConnectionLoss(error) || sqlState(error) !== null) throw unavailable(error)
    throw error
  } finally {
    clearTimeout(timer)
    taking.catch(() => undefined)
  }
}

function unavailable(cause?: unknown): AppError {
  const sentence = 'This event cannot be stored just now. Send it again shortly.'
  return new AppError('unavailable', 'cannot_store', sentence, { retryAfterSeconds: 1, cause })
}

const mostTries = 3

/** Why exactly; the sender is told less of it than whoever set the connection up. */
type Verdict = Result<Received, SignatureRefusal | BodyRefusal>

async function takeIn(runtime: Runtime, delivery: Delivery): Promise<Result<Received, DeliveryRefused>> {
  let known: KnownConnection | null = null
  let verdict: Verdict | null = null
  for (let tries = 0; tries < mostTries; tries++) {
    // A refusal by settings that are a second old may be wrong by now: the second look is at the row itself.
    known = await knownConnection(runtime, delivery, { fresh: tries > 0 })
    verdict = known ? await judgeAndStore(runtime, delivery, known) : null
    if (verdict?.ok || (tries > 0 && (verdict || !known))) break
  }
  if (!known) return noSuch
  if (!verdict) throw unavailable()
  if (!verdict.ok) return refused(runtime, delivery, { ...verdict, at: known.now() })
  forgetRefusals(runtime, delivery)
  return verdict
}

const noSuch = no('unknown', 'There is nothing at this address.')

async function judgeAndStore(
  runtime: Runtime,
  delivery: Delivery,
  known: KnownConnection,
): Promise<Verdict | null> {
  const { config, secrets } = known
  if (!secrets) return no('secret_missing', 'This connection has no secret that can be used.')
  const verified = verifySignature({ ...delivery, scheme: config.scheme, secrets, now: known.now() })
  if (!verified.ok) return verified
  const events = newEvents(runtime, known, {
    rawBody: delivery.rawBody,
    senderId: verified.value.eventId,
  })
  if (!events.ok) return events
  if (events.value.length === 0) return ok({ events: 0, repeated: 0 })
  return storeOnce(runtime, delivery, { known, events: events.value })
}

type Storable = { known: KnownConnection; events: NewEvent[] }

/** The same event many times at once is stored by the first of them; the others wait for that. */
async function storeOnce(runtime: Runtime, delivery: Delivery, storable: Storable): Promise<Verdict | null> {
  const { known, events } = storable
  const marks = events.map((event) => event.eventId + event.hash.toString('base64'))
  const key = `${delivery.workspaceId}/${known.id}/${known.version}/${marks.join()}`
  const { result, isFirst } = await together(runtime, key, () => store(runtime, delivery, storable))
  return result?.ok && !isFirst ? ok({ events: events.length, repeated: events.length }) : result
}

async function store(
  runtime: Runtime,
  { workspaceId, connectionId, requestId }: Delivery,
  { known, events }: Storable,
): Promise<Verdict | null> {
  const lane = ownLane(runtime)
  const [only] = events
  const leased = events.length === 1 && known.status === 'active' && lane.reserve()
  let kept = false
  try {
    const storing = { workspaceId, known, events, requestId, leased }
    const result = await storeEvents(runtime, storing)
    if (!result) return null
    if (result.conflicts.length > 0) {
      const fields = { workspaceId, connectionId, requestId, eventIds: result.conflicts.slice(0, 20) }
      runtime.log.warn(fields, 'An event came again with another body; the first one counts')
    }
    if (leased && only && result.stored.has(only.id)) {
      kept = true
      const at = { workspaceId, connectionId, connectionVersion: known.version, requestId }
      lane.run(() => processEvent(runtime, claimedHere(only, at)))
    } else if (result.stored.size > 0 && known.status === 'active') runtime.wake()
    return ok({ events: events.length, repeated: events.length - result.stored.size })
  } finally {
    if (leased && !kept) lane.release()
  }
}

type At = { workspaceId: string; connectionId: string; connectionVersion: number; requestId: string }

function claimedHere(event: NewEvent, at: At) {
  const { id, eventId, body, items } = event
  return { ...at, id, eventId, body, items, attempts: 1, epoch: 1, receivedAt: null }
}

/** What the sender is refused is told on our side too: a forgery and a forgotten rotation look alike. */
function refused(
  runtime: Runtime,
  { workspaceId, connectionId, requestId }: Delivery,
  refusal: { code: SignatureRefusal | BodyRefusal; reason: string; at: Instant },
): Result<Received, DeliveryRefused> {
  const { code, reason, at } = refusal
  runtime.log.warn({ workspaceId, connectionId, requestId, code, reason }, 'A delivery was refused')
  noteRefusal(runtime, { workspaceId, connectionId, code, sentence: refusalSentence(refusal), at })
  if (!isOfSignature(code)) return no(code, reason)
  return no(isOurFault(code) ? 'not_fit' : 'signature', reason)
}

function isOfSignature(code: SignatureRefusal | BodyRefusal): code is SignatureRefusal {
  return signatureRefusals.some((one) => one === code)
}
