import { sql } from 'kysely'
import type { Instant } from '../../core/lib/instant.ts'
import type { Playbook } from '../../core/playbook/playbook.ts'
import type { HandoffRow } from '../handoffs/handoff-row.ts'
import type { StepRow } from '../handoffs/step-row.ts'
import type { NamedHandoff } from '../notifications/about-handoff.ts'
import type { OperationTx } from '../operation-tx.ts'
import { playbookVersion } from '../playbooks/current-playbook.ts'

/** A step's clock that has reached a moment, taken for this transaction alone. */
export type DueClock = {
  timerId: string
  /** When it should have fired. */
  dueAt: Instant
  step: StepRow
  handoff: NamedHandoff
  playbook: Playbook
}

type Candidate = { id: string; handoff_id: string; step_id: string; due_at: Instant }

/**
 * Takes clocks of a workspace that are due, the longest due first. Locked in the order of every change to a handoff
 * (its deal where that is needed, the handoff, then timer, then step). What somebody else has in hand is left for the next look, so nothing waits here.
 */
export async function takeDue(
  tx: OperationTx,
  which: { timerId: string } | { most: number },
): Promise<DueClock[]> {
  const wanted = await findCandidates(tx, which)
  if (wanted.length === 0) return []
  const handoffs = await lockHandoffs(tx, [...new Set(wanted.map((t) => t.handoff_id))])
  const timers = await lockTimers(
    tx,
    wanted.filter((t) => handoffs.has(t.handoff_id)).map((t) => t.id),
  )
  const steps = await lockSteps(
    tx,
    timers.map((t) => t.step_id),
  )
  const playbooks = await playbooksOf(tx, handoffs.values())
  return timers.flatMap((timer) => {
    const step = steps.get(timer.step_id)
    const handoff = handoffs.get(timer.handoff_id)
    const playbook = handoff && playbooks.get(handoff.playbook_version_id)
    if (!step || !handoff || !playbook) return []
    return [{ timerId: timer.id, dueAt: timer.due_at, step, handoff, playbook }]
  })
}

async function findCandidates(
  tx: OperationTx,
  which: { timerId: string } | { most: number },
): Promise<Candidate[]> {
  const [condition, most] = 'timerId' in which ? [sql`AND id = ${which.timerId}`, 1] : [sql``, which.most]
  return tx.many(sql<Candidate>`
    SELECT id, handoff_id, step_id, due_at FROM timer
    WHERE workspace_id = ${tx.workspaceId} AND kind = 'step' AND done_at IS NULL AND due_at <= ${tx.now}::timestamptz ${condition}
    ORDER BY due_at, id LIMIT ${most}`)
}

async function lockHandoffs(
  tx: OperationTx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, NamedHandoff>> {
  const rows = await tx.many(sql<NamedHandoff>`
    SELECT h.*, d.name AS deal_name, a.name AS account_name FROM handoff h
    JOIN deal d ON d.workspace_id = h.workspace_id AND d.id = h.deal_id
    LEFT JOIN account a ON a.workspace_id = h.workspace_id AND a.id = h.account_id
    WHERE h.workspace_id = ${tx.workspaceId} AND h.id = ANY (${[...ids]}::text[]) ORDER BY h.id FOR NO KEY UPDATE OF h SKIP LOCKED`)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Asked again under the handoff's lock: whoever changed the handoff meanwhile may have moved or dropped them. */
async function lockTimers(tx: OperationTx, ids: readonly string[]): Promise<Candidate[]> {
  return tx.many(sql<Candidate>`
    SELECT id, handoff_id, step_id, due_at FROM timer
    WHERE workspace_id = ${tx.workspaceId} AND id = ANY (${[...ids]}::text[]) AND done_at IS NULL AND due_at <= ${tx.now}::timestamptz
    ORDER BY due_at, id FOR UPDATE SKIP LOCKED`)
}

async function lockSteps(tx: OperationTx, ids: readonly string[]): Promise<ReadonlyMap<string, StepRow>> {
  const rows = await tx.many(sql<StepRow>`
    SELECT * FROM step WHERE workspace_id = ${tx.workspaceId} AND id = ANY (${[...ids]}::text[]) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED`)
  return new Map(rows.map((row) => [row.id, row]))
}

async function playbooksOf(tx: OperationTx, handoffs: Iterable<HandoffRow>) {
  const ids = [...new Set([...handoffs].map((h) => h.playbook_version_id))]
  const versions = await Promise.all(ids.map((id) => playbookVersion(tx, id)))
  return new Map(versions.map(({ id, playbook }) => [id, playbook]))
}
