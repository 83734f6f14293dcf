import { createHash } from 'node:crypto'
import type { SourceItem } from '../../connectors/kit/deal-source.ts'
import type { Result } from '../../core/lib/result.ts'
import { no, ok } from '../../core/lib/result.ts'
import { newId } from '../../db/new-id.ts'
import type { Runtime } from '../runtime.ts'
import type { KnownConnection } from './known-connection.ts'

/** An event about to be stored. A delivery of several items is stored as one event each, so that each stands alone. */
export type NewEvent = {
  id: string
  /** What tells a repetition: the sender's own id, else a digest of the bytes. */
  eventId: string
  body: Buffer
  hash: Buffer
  /** What it says, where it could be read. */
  items: SourceItem[] | null
}

export type BodyRefusal = 'body' | 'too_many_items' | 'not_expected'

/** The events in a delivery. What is no JSON at all is kept as it came, to be seen and mended. */
export function newEvents(
  runtime: Runtime,
  known: KnownConnection,
  { rawBody, senderId }: { rawBody: Buffer; senderId: string | null },
): Result<NewEvent[], BodyRefusal> {
  const read = runtime.connectors.deals.read(rawBody, known.config)
  const atMs = Date.parse(known.now())
  const hash = sha256(rawBody)
  const whole = (items: SourceItem[] | null): NewEvent => ({
    id: newId('evt', atMs),
    eventId: senderId ?? items?.[0]?.eventId ?? `sha256:${hash.toString('hex')}`,
    body: rawBody,
    hash,
    items,
  })
  if (!read.ok) {
    if (read.code === 'too_many_items' || read.code === 'not_expected') return no(read.code, read.reason)
    const useless = saysNothing(rawBody)
    return useless ? no('body', useless) : ok([whole(null)])
  }
  const items = read.value
  if (items.length > 1) {
    const id = senderId ?? `sha256:${hash.toString('hex')}`
    return ok(items.map((item) => child(item, { id, atMs })))
  }
  const useless = items.length === 1 ? saysNothing(rawBody) : null
  if (useless) return no('body', useless)
  return ok(items.length === 0 ? [] : [whole(items)])
}

/** One item of a delivery, as a delivery of its own. */
export function child(item: SourceItem, of: { id: string; atMs: number }): NewEvent {
  const body = Buffer.from(item.body)
  return {
    id: newId('evt', of.atMs),
    eventId: `${of.id}#${item.index}`,
    body,
    hash: sha256(body),
    items: [{ ...item, index: 0 }],
  }
}

/** Why a body can never mean anything; NULL where mending the settings might help. */
function saysNothing(rawBody: Buffer): string | null {
  if (rawBody.length > 1_000) return null
  const text = rawBody.toString('utf8').trim()
  if (text === '') return 'Expected a JSON object or a list of objects; the body is empty.'
  try {
    const value: unknown = JSON.parse(text)
    const isEmpty = typeof value !== 'object' || value === null || Object.keys(value).length === 0
    return isEmpty ? 'Expected a JSON object or a list of objects that say something of a deal.' : null
  } catch {
    return null
  }
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest()
}
