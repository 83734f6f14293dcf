import { createHash } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { AuditTable } from '../../db/schema/audit.ts'
import { canonicalJson } from '../operation-tx.ts'

export type SealedEntry = Omit<Selectable<AuditTable>, 'workspace_id' | 'seal_number'>

/** What stands before the first seal. */
export const beforeFirst: Buffer = createHash('sha256').update('throughline audit').digest()

/**
 * The digest of a seal: over the seal before it, its own number, and every entry it covers, to the last column. The
 * content of an entry is covered by its salted digest, so that it can be erased and the chain still holds.
 */
export function sealDigest(previous: Buffer, number: number, entries: readonly SealedEntry[]): Buffer {
  const hash = createHash('sha256').update(previous).update(`${number}:${entries.length}`)
  for (const entry of entries) hash.update('\n').update(lineOf(entry))
  return hash.digest()
}

function lineOf(entry: SealedEntry): string {
  const { id, at, action, actor_kind, actor_id, noun, record_id, deal_id, request_id, cause_id } = entry
  const digest = entry.payload_digest.toString('hex')
  return JSON.stringify([
    id,
    at,
    action,
    actor_kind,
    actor_id,
    noun,
    record_id,
    deal_id,
    digest,
    request_id,
    cause_id,
  ])
}

/** The digest an entry keeps of its content. */
export function payloadDigest(salt: Buffer, payload: unknown): Buffer {
  return createHash('sha256').update(salt).update(canonicalJson(payload)).digest()
}
