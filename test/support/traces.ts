import { sql } from 'kysely'
import { AppError } from '../../src/app/errors.ts'
import type { TestWorkspace } from './workspace.ts'

export type AuditTrace = {
  action: string
  noun: string
  recordId: string
  dealId: string | null
  actorKind: string
  actorId: string | null
  /** Field → value before and after. */
  changes: Record<string, [unknown, unknown]>
  reason: string | null
}

/** The audit entries of an action, oldest first; of all actions when none is named. */
export async function auditOf(workspace: TestWorkspace, action?: string): Promise<AuditTrace[]> {
  return workspace.within((tx) =>
    tx.many(sql<AuditTrace>`
      SELECT a.action, a.noun, a.record_id AS "recordId", a.deal_id AS "dealId", a.actor_kind AS "actorKind",
        a.actor_id AS "actorId", p.payload->'changes' AS changes, p.payload->>'reason' AS reason
      FROM audit a JOIN audit_payload p ON p.workspace_id = a.workspace_id AND p.audit_id = a.id
      WHERE a.workspace_id = ${tx.workspaceId} AND (${action ?? null}::text IS NULL OR a.action = ${action ?? null})
      ORDER BY a.at, a.id`),
  )
}

/** The payloads of a job's waiting rows, oldest first. */
export async function jobsOf(workspace: TestWorkspace, job: string): Promise<unknown[]> {
  const rows = await workspace.within((tx) =>
    tx.many(sql<{ payload: unknown }>`
      SELECT payload FROM outbox WHERE workspace_id = ${tx.workspaceId} AND job = ${job} ORDER BY created_at, id`),
  )
  return rows.map((row) => row.payload)
}

/** The error a refused operation carries; fails where it was not refused, or not in words for people. */
export async function refusalOf(work: Promise<unknown>): Promise<AppError> {
  const outcome = await work.then(
    () => ({ error: null }),
    (error: unknown) => ({ error }),
  )
  if (outcome.error === null) throw new Error('expected a refusal, but it was done')
  if (outcome.error instanceof AppError) return outcome.error
  throw outcome.error
}
