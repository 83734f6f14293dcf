import type { Output } from '../../../contract/operations.ts'
import type { StatusShape } from '../../ui/StatusDot.tsx'
import type { Tone } from '../../ui/tone.ts'

export type Connection = Output<'connection.show'>
export type ConnectionRow = Output<'connection.list'>['items'][number]
export type Delivery = Output<'connection.deliveries'>['items'][number]
export type Config = NonNullable<Connection['config']>

type Look = { label: string; shape: StatusShape; tone: Tone }

/** How a connection fares, in one word: what needs somebody comes first. */
export function connectionLook({ status, health, kind }: ConnectionRow): Look {
  if (status === 'removed') return { label: 'Removed', shape: 'crossed', tone: 'neutral' }
  if (status === 'paused') return { label: 'Paused', shape: 'held', tone: 'neutral' }
  if (health.parked > 0) return { label: 'Needs you', shape: 'returned', tone: 'danger' }
  if (kind === 'import') return { label: 'From files', shape: 'full', tone: 'ok' }
  if (kind === 'by_hand') return { label: 'By hand', shape: 'full', tone: 'ok' }
  // Where events came before, it may be a stranger who knocks.
  if (health.refusal) {
    const tone = health.lastEventAt === null ? 'danger' : 'warn'
    return { label: 'Last event refused', shape: 'crossed', tone }
  }
  if (health.lastEventAt === null)
    return { label: 'Waiting for the first event', shape: 'dashed', tone: 'accent' }
  return { label: 'Working', shape: 'full', tone: 'ok' }
}

/** Whether somebody who sets it up may be waiting for the next event to come through. */
export function isAwaited({ kind, status, health }: ConnectionRow): boolean {
  const waits = health.lastEventAt === null || health.refusal !== null
  return kind === 'webhook' && status === 'active' && waits
}

export const deliveryLooks: Readonly<Record<Delivery['status'], Look>> = {
  pending: { label: 'Waiting', shape: 'half', tone: 'accent' },
  done: { label: 'Handled', shape: 'full', tone: 'ok' },
  parked: { label: 'Parked', shape: 'returned', tone: 'danger' },
}

/** Counting stops somewhere: `10,000+`. */
export function countWords(count: number, shown: string): string {
  return count >= 10_000 ? `${shown}+` : shown
}
