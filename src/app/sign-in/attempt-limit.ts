import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../../db/tx.ts'
import { AppError } from '../errors.ts'

/** What is counted: a kind of attempt by one person or from one place. */
export type Counted = {
  kind: 'password_email' | 'password_address' | 'link_email' | 'link_address'
  value: string
}

export const windowMinutes = 15
/** Attempts per window. A whole office may share one address. */
export const mostAttempts: Record<Counted['kind'], number> = {
  password_email: 10,
  password_address: 50,
  link_email: 5,
  link_address: 30,
}

/**
 * Counts an attempt before it is judged, so that a thousand at once cannot slip through together, and says whether
 * it is within the limit. Whether the person exists plays no part.
 */
export async function countAttempt(tx: Tx, counted: Counted): Promise<{ within: boolean }> {
  const { failures } = await tx.one(sql<{ failures: number }>`
    INSERT INTO sign_in_attempt (workspace_id, key_hash, window_at, failures)
    VALUES (${tx.workspaceId}, ${hashOf(counted)}, ${windowOf(tx)}, 1)
    ON CONFLICT (workspace_id, key_hash, window_at) DO UPDATE SET failures = sign_in_attempt.failures + 1
    RETURNING failures`)
  return { within: failures <= mostAttempts[counted.kind] }
}

/** Takes one attempt back: it was right. */
export async function forgiveAttempt(tx: Tx, counted: Counted): Promise<void> {
  await tx.run(sql`UPDATE sign_in_attempt SET failures = greatest(failures - 1, 0)
    WHERE workspace_id = ${tx.workspaceId} AND key_hash = ${hashOf(counted)} AND window_at = ${windowOf(tx)}`)
}

/** The answer to one attempt too many; it says when the next is heard. */
export function tooManyAttempts(tx: Tx): AppError {
  const endsMs = Date.parse(windowOf(tx)) + windowMinutes * 60_000
  const retryAfterSeconds = Math.max(1, Math.ceil((endsMs - Date.parse(tx.now)) / 1_000))
  return new AppError(
    'too_many',
    'too_many_sign_ins',
    `Too many attempts. Wait ${Math.ceil(retryAfterSeconds / 60)} minutes, or ask for a sign-in link.`,
    { retryAfterSeconds },
  )
}

function windowOf(tx: Tx): string {
  const length = windowMinutes * 60_000
  return new Date(Math.floor(Date.parse(tx.now) / length) * length).toISOString()
}

function hashOf({ kind, value }: Counted): Buffer {
  const place = kind.endsWith('_address') ? network(value) : value
  return createHash('sha256').update(`${kind}\0${place}`).digest()
}

/** One IPv6 household has 2^64 addresses: they count as one. */
function network(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address
  const [head = '', tail] = address.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail ? tail.split(':') : []
  const groups =
    tail === undefined
      ? left
      : [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right]
  return groups.slice(0, 4).join(':')
}
