import type { JobName, JobPayload } from '../contract/jobs.ts'
import type { MemberRole } from '../core/handoff/vocabulary.ts'
import type { Instant } from '../core/lib/instant.ts'
import type { IdPrefix } from '../db/new-id.ts'
import type { Tx } from '../db/tx.ts'
import type { Connectors } from './connectors.ts'
import type { OperationTx } from './operation-tx.ts'

/** Who is acting. Every credential belongs to one workspace. */
export type Actor =
  | {
      kind: 'member'
      memberId: string
      roles: readonly MemberRole[]
      teamMemberIds: readonly string[]
      sessionId: string | null
    }
  | {
      kind: 'api_key'
      keyId: string
      memberId: string
      roles: readonly MemberRole[]
      teamMemberIds: readonly string[]
      scopes: readonly string[]
    }
  | { kind: 'contributor'; linkId: string; dealId: string; requirementId: string }
  | { kind: 'connection'; connectionId: string }
  | { kind: 'system'; job: string }

type Report = (fields: object, message: string) => void

export type Log = {
  info: Report
  warn: Report
  error: Report
}

/** All a verb is given. It knows no database, clock, network or environment but through this. */
export type Ctx = {
  readonly workspaceId: string
  readonly actor: Actor
  /** Joins the operation's transaction, or opens one where the operation asked for its own. */
  inTransaction<T>(work: (tx: OperationTx) => Promise<T>): Promise<T>
  readOnly<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** The one instant of this operation, by the database's clock. */
  now(): Instant
  newId(prefix: IdPrefix): string
  readonly connectors: Connectors
  readonly log: Log
}

/** A job to run after this transaction commits, at once or not before a time. */
export type Enqueued = { [N in JobName]: { job: N; payload: JobPayload<N>; notBefore?: Instant } }[JobName]

/** The member behind an actor, where there is one. */
export function actingMemberId(actor: Actor): string | null {
  return actor.kind === 'member' || actor.kind === 'api_key' ? actor.memberId : null
}
