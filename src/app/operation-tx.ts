import { createHash, randomBytes } from 'node:crypto'
import type { Instant } from '../core/lib/instant.ts'
import { byteaText, insertMany, type JsonRow } from '../db/insert-many.ts'
import { type IdPrefix, newId } from '../db/new-id.ts'
import type { Query } from '../db/query.ts'
import type { Tx } from '../db/tx.ts'
import type { Actor, Enqueued } from './context.ts'

/** What a verb says happened. Fields that did not change are left out of the entry. */
export type Recorded = {
  noun: string
  id: string
  before?: Readonly<Record<string, unknown>> | null
  after?: Readonly<Record<string, unknown>> | null
  /** The deal whose timeline this belongs to. */
  dealId?: string | null
  /** New version of the record, for live updates; absent means nobody watches it. */
  version?: number
  /** Why, in words, where a reason was given. */
  reason?: string
}

/** A transaction that also collects what must be written with it: audit, jobs, change hints. */
export type OperationTx = Tx & {
  /** When that happened which this work stems from: an event's arrival, the change that left a job; else now. */
  readonly aroseAt: Instant
  /** A write that nothing in this transaction reads again: it goes out with the commit, in the order given. */
  later(query: Query<unknown>): void
  record(action: string, what: Recorded): void
  enqueue(job: Enqueued): void
}

export type Bookkeeping = { actor: Actor; requestId: string; causeId: string | null; aroseAt: Instant | null }

type Pending = {
  later: Query<unknown>[]
  audit: JsonRow<'audit'>[]
  payloads: JsonRow<'audit_payload'>[]
  jobs: JsonRow<'outbox'>[]
  changes: JsonRow<'change'>[]
}

/**
 * Wraps a transaction so that verbs note what happened as they go, and everything noted is written in one
 * round trip just before the commit: all of it or, with the rest, none.
 */
export function operationTx(tx: Tx, book: Bookkeeping): { tx: OperationTx; flush(): Promise<number> } {
  const pending: Pending = { later: [], audit: [], payloads: [], jobs: [], changes: [] }
  const id = (prefix: IdPrefix): string => newId(prefix, Date.parse(tx.now))
  return {
    tx: {
      ...tx,
      aroseAt: book.aroseAt ?? tx.now,
      later(query) {
        pending.later.push(query)
      },
      record(action, what) {
        addRecord(pending, { tx, book, id, action, what })
      },
      enqueue({ job, payload, notBefore }) {
        pending.jobs.push(jobRow(tx, book, { id: id('job'), job, payload, dueAt: notBefore ?? tx.now }))
      },
    },
    async flush() {
      inOrder(pending)
      await Promise.all([
        ...pending.later.map((query) => tx.run(query)),
        ...(pending.audit.length > 0
          ? [
              tx.run(insertMany('audit', pending.audit)),
              tx.run(insertMany('audit_payload', pending.payloads)),
            ]
          : []),
        ...(pending.jobs.length > 0 ? [tx.run(insertMany('outbox', pending.jobs))] : []),
        ...(pending.changes.length > 0 ? [tx.run(insertMany('change', pending.changes))] : []),
      ])
      const jobs = pending.jobs.length
      pending.later = []
      pending.audit = []
      pending.payloads = []
      pending.jobs = []
      pending.changes = []
      return jobs
    },
  }
}

/** What was noted in one instant is told by id: in order, it stands as it happened. */
function inOrder({ audit, payloads }: Pending): void {
  const ids = audit.map((row) => row.id).toSorted()
  for (const [i, id] of ids.entries()) {
    const [row, payload] = [audit[i], payloads[i]]
    if (!row || !payload) continue
    row.id = id
    payload.audit_id = id
  }
}

type Adding = { tx: Tx; book: Bookkeeping; id: (prefix: IdPrefix) => string; action: string; what: Recorded }

function addRecord(pending: Pending, { tx, book, id, action, what }: Adding): void {
  const payload = JSON.stringify({
    changes: diff(what.before ?? null, what.after ?? null),
    reason: what.reason ?? null,
  })
  const salt = randomBytes(16)
  const auditId = id('aud')
  pending.audit.push({
    workspace_id: tx.workspaceId,
    id: auditId,
    at: tx.now,
    action,
    actor_kind: book.actor.kind,
    actor_id: actorId(book.actor),
    noun: what.noun,
    record_id: what.id,
    deal_id: what.dealId ?? null,
    payload_digest: byteaText(
      createHash('sha256')
        .update(salt)
        .update(canonicalJson(JSON.parse(payload)))
        .digest(),
    ),
    seal_number: null,
    request_id: book.requestId,
    cause_id: book.causeId,
  })
  pending.payloads.push({
    workspace_id: tx.workspaceId,
    audit_id: auditId,
    salt: byteaText(salt),
    payload: JSON.parse(payload),
  })
  if (what.version !== undefined) {
    pending.changes.push({
      workspace_id: tx.workspaceId,
      id: id('chg'),
      at: tx.now,
      noun: what.noun,
      record_id: what.id,
      version: what.version,
    })
  }
}

function jobRow(
  tx: Tx,
  book: Bookkeeping,
  job: { id: string; job: string; payload: unknown; dueAt: Instant },
): JsonRow<'outbox'> {
  return {
    workspace_id: tx.workspaceId,
    id: job.id,
    job: job.job,
    payload: job.payload,
    created_at: tx.now,
    due_at: job.dueAt,
    status: 'pending',
    attempts: 0,
    lease_epoch: 0,
    request_id: book.requestId,
    cause_id: book.causeId,
    arose_at: book.aroseAt,
  }
}

function actorId(actor: Actor): string | null {
  switch (actor.kind) {
    case 'member':
      return actor.memberId
    case 'api_key':
      return actor.keyId
    case 'contributor':
      return actor.linkId
    case 'connection':
      return actor.connectionId
    case 'system':
      return actor.job
  }
}

/** The fields that differ, each with its value before and after. */
export function diff(
  before: Readonly<Record<string, unknown>> | null,
  after: Readonly<Record<string, unknown>> | null,
): Record<string, [unknown, unknown]> {
  const changes: Record<string, [unknown, unknown]> = {}
  for (const key of new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])) {
    const was = before?.[key] ?? null
    const is = after?.[key] ?? null
    if (key !== 'version' && canonicalJson(was) !== canonicalJson(is)) changes[key] = [was, is]
  }
  return changes
}

/** JSON with sorted keys: jsonb does not keep their order, and the digest must survive the round trip. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const entries = Object.entries(value).filter(([, v]) => v !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonicalJson(v)}`).join(',')}}`
}
