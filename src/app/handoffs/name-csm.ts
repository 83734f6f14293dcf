import { sql } from 'kysely'
import { resolveOwner } from '../../core/handoff/resolve-owner.ts'
import type { Candidate } from '../../core/routing/candidate.ts'
import { type RoutingDecision, routeHandoff } from '../../core/routing/route-handoff.ts'
import { insertMany } from '../../db/insert-many.ts'
import { qb } from '../../db/query.ts'
import type { Ctx } from '../context.ts'
import { refused } from '../errors.ts'
import type { OperationTx } from '../operation-tx.ts'
import { isAway, loadPoints, withRole } from '../people/directory.ts'
import { type HandoffWork, happen, reassignRoles } from './handoff-work.ts'
import { ownersOf } from './owners.ts'

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
  work: HandoffWork,
  shared: SharedPoints | null = null,
): Promise<RoutingDecision> {
  const { it } = work
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
  const account = await tx.one(
    qb
      .selectFrom('account')
      .select(['csm_id'])
      .where('workspace_id', '=', tx.workspaceId)
      .where('id', '=', accountId)
      .forUpdate(),
  )
  if (account.csm_id === csmId) return
  const carried = account.csm_id ? await carriedPoints(tx, { accountId, memberId: account.csm_id }) : 0
  const delta = (memberId: string, points: number) => ({
    workspace_id: tx.workspaceId,
    id: ctx.newId('lod'),
    member_id: memberId,
    account_id: accountId,
    points,
  })
  await Promise.all([
    tx.run(
      sql`UPDATE account SET csm_id = ${csmId}, version = version + 1 WHERE workspace_id = ${tx.workspaceId} AND id = ${accountId}`,
    ),
    tx.run(
      insertMany('load_delta', [
        ...(account.csm_id && carried !== 0 ? [delta(account.csm_id, -carried)] : []),
        delta(csmId, carried || weight),
      ]),
    ),
  ])
}

/** Points an account takes of a CSM: the weight of the tier of its oldest live handoff. */
async function carriedPoints(tx: OperationTx, of: { accountId: string; memberId: string }): Promise<number> {
  const row = await tx.maybe(sql<{ points: number }>`
    SELECT sum(points)::bigint AS points FROM load_delta WHERE workspace_id = ${tx.workspaceId} AND account_id = ${of.accountId} AND member_id = ${of.memberId}`)
  return row?.points ?? 0
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
