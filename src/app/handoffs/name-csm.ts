import { sql } from 'kysely'
import { resolveOwner } from '../../core/handoff/resolve-owner.ts'
import type { Candidate } from '../../core/routing/candidate.ts'
import { type RoutingDecision, routeHandoff } from '../../core/routing/route-handoff.ts'
import { insertMany } from '../../db/insert-many.ts'
import type { Ctx } from '../context.ts'
import { refused } from '../errors.ts'
import type { OperationTx } from '../operation-tx.ts'
import { isAway, loadPoints, withRole } from '../people/directory.ts'
import type { HandoffWork } from './handoff-work.ts'
import { happen } from './happen.ts'
import { ownersOf } from './owners.ts'
import { reassignRoles } from './work-steps.ts'

/** What is kept of a decision, so that everybody can see why this CSM. */
export type KeptRouting = {
  reasons: readonly string[]
  runnersUp: readonly { memberId: string; why: string }[]
  marked: string | null
  by: RoutingDecision['by'] | 'hand'
  overriddenBy: string | null
}

/** Names the CSM by the playbook's routing rules, and puts the account in their care. */
export async function nameCsm(
  ctx: Ctx,
  tx: OperationTx,
  work: HandoffWork & { shared?: SharedPoints | null },
): Promise<RoutingDecision> {
  const { it, shared = null } = work
  const points = shared ?? (await loadPoints(tx))
  const decision = routeHandoff({
    playbook: it.version.playbook,
    tier: it.tier,
    deal: it.deal,
    account: it.account,
    values: it.values,
    candidates: candidates(work, points),
    managerIds: managers(work),
  })
  if (!decision.ok) throw refused(decision.code, decision.reason)
  const { csmId, reasons, runnersUp, marked, by } = decision.value
  const routing = { reasons, runnersUp, marked, by, overriddenBy: null }
  await giveToCsm(ctx, tx, { work, csmId, routing, shared })
  return decision.value
}

/**
 * Points in each CSM's care, read once and carried on while handoffs of different accounts are opened in one
 * transaction, so that the load spreads over them all.
 */
export type SharedPoints = Map<string, number>

/** Sets the CSM and all that follows: the fact, the owner of the CSM's steps, the account, the load. */
export async function giveToCsm(
  ctx: Ctx,
  tx: OperationTx,
  {
    work,
    csmId,
    routing,
    shared = null,
  }: { work: HandoffWork; csmId: string; routing: KeptRouting; shared?: SharedPoints | null },
): Promise<void> {
  const before = work.row.csm_id
  work.row.csm_id = csmId
  work.row.routing = routing
  happen(work, {
    type: 'record',
    fact: 'csm_assigned',
    happenedAt: work.state.facts.csm_assigned ?? tx.now,
    at: tx.now,
  })
  reassignRoles(work)
  const accountId = work.it.row.account_id
  if (!accountId || before === csmId) return
  // Of many handoffs most go to the CSM their account has; those need not look it up one by one.
  if (shared && work.it.account?.csmId === csmId) return
  const { weight } = work.it.tier
  await moveAccount(ctx, tx, { accountId, csmId, weight })
  shared?.set(csmId, (shared.get(csmId) ?? 0) + weight)
}

async function moveAccount(
  ctx: Ctx,
  tx: OperationTx,
  { accountId, csmId, weight }: { accountId: string; csmId: string; weight: number },
): Promise<void> {
  const moved = await tx.maybe(sql<{ before: string | null; carried: number; points: number }>`
    WITH known AS (SELECT csm_id, load_points FROM account WHERE workspace_id = ${tx.workspaceId} AND id = ${accountId} FOR NO KEY UPDATE)
    UPDATE account SET csm_id = ${csmId}, load_points = greatest(known.load_points, ${weight}::integer), version = version + 1 FROM known
    WHERE workspace_id = ${tx.workspaceId} AND id = ${accountId} AND known.csm_id IS DISTINCT FROM ${csmId}
    RETURNING known.csm_id AS before, known.load_points AS carried, account.load_points AS points`)
  if (!moved) return
  const taken = moved.before && moved.carried > 0 ? [{ memberId: moved.before, points: -moved.carried }] : []
  addLoad(ctx, tx, { accountId, deltas: [...taken, { memberId: csmId, points: moved.points }] })
}

type Deltas = { accountId: string; deltas: readonly { memberId: string; points: number }[] }

/** Notes what a CSM's capacity gained or gave back; a job sums it up. */
function addLoad(ctx: Ctx, tx: OperationTx, { accountId, deltas }: Deltas): void {
  const rows = deltas.map(({ memberId, points }) => ({
    workspace_id: tx.workspaceId,
    id: ctx.newId('lod'),
    member_id: memberId,
    account_id: accountId,
    points,
  }))
  if (rows.length > 0) tx.later(insertMany('load_delta', rows))
}

/** An account whose last handoff has ended takes no more of its CSM's capacity. */
export async function releaseLoad(ctx: Ctx, tx: OperationTx, work: HandoffWork): Promise<void> {
  const accountId = work.row.account_id
  if (!accountId) return
  const freed = await tx.maybe(sql<{ csm_id: string | null; points: number }>`
    WITH known AS (SELECT csm_id, load_points FROM account WHERE workspace_id = ${tx.workspaceId} AND id = ${accountId} FOR NO KEY UPDATE)
    UPDATE account SET load_points = 0, version = version + 1 FROM known
    WHERE workspace_id = ${tx.workspaceId} AND id = ${accountId} AND known.load_points > 0 AND NOT EXISTS (
      SELECT 1 FROM handoff h WHERE h.workspace_id = ${tx.workspaceId} AND h.account_id = ${accountId} AND h.id <> ${work.row.id}
        AND h.status NOT IN ('confirmed', 'cancelled'))
    RETURNING known.csm_id, known.load_points AS points`)
  if (freed?.csm_id)
    addLoad(ctx, tx, { accountId, deltas: [{ memberId: freed.csm_id, points: -freed.points }] })
}

function candidates(work: HandoffWork, points: ReadonlyMap<string, number>): Candidate[] {
  return withRole(work.it.directory, 'csm').map((m) => ({
    id: m.id,
    name: m.name,
    territories: m.territories,
    sizes: m.sizes,
    industries: m.industries,
    languages: m.languages,
    skills: m.skills,
    capacity: m.capacity,
    load: points.get(m.id) ?? 0,
    available: !isAway(m, work.tx.now),
    coverId: m.awayCoverId,
  }))
}

function managers(work: HandoffWork): string[] {
  const { playbook } = work.it.version
  const owner = resolveOwner(
    playbook.routing.otherwise,
    playbook.roles,
    ownersOf(work.it.directory, { aeId: work.row.ae_id, csmId: null }),
  )
  return owner ? [owner.memberId] : []
}
