import { sql } from 'kysely'
import type { OperationTx } from '../operation-tx.ts'
import { type Directory, managerOf, withRole } from './directory.ts'

/**
 * Gives the unfinished steps of somebody who can no longer work to their manager, each with its own entry in the
 * timeline. Due times stay: what was promised to the customer does not move because a person left.
 */
export async function passOnSteps(
  tx: OperationTx,
  { from, to, reason }: { from: string; to: string; reason: string },
): Promise<number> {
  const steps = await tx.many(sql<{ id: string; version: number; deal_id: string }>`
    UPDATE step s SET owner_id = ${to}, version = s.version + 1 FROM handoff h
    WHERE s.workspace_id = ${tx.workspaceId} AND s.owner_id = ${from} AND s.status IN ('waiting', 'open')
      AND h.workspace_id = s.workspace_id AND h.id = s.handoff_id
    RETURNING s.id, s.version, h.deal_id`)
  for (const step of steps) {
    tx.record('step.reassign', {
      noun: 'step',
      id: step.id,
      before: { owner_id: from },
      after: { owner_id: to },
      dealId: step.deal_id,
      version: step.version,
      reason,
    })
  }
  return steps.length
}

/** Who takes over from a member: the first active manager above them, else RevOps, else an admin. */
export function heirOf(directory: Directory, memberId: string): string | null {
  const isActive = (id: string): boolean => directory.members.get(id)?.status === 'active'
  const seen = new Set([memberId])
  for (let next = managerOf(directory, memberId); next !== null; next = managerOf(directory, next)) {
    if (seen.has(next)) break
    if (isActive(next)) return next
    seen.add(next)
  }
  const others = [...withRole(directory, 'revops'), ...withRole(directory, 'admin')]
  return others.find((member) => member.id !== memberId && member.status === 'active')?.id ?? null
}
