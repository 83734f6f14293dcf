import { beforeAll, describe, expect, test } from 'vitest'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../../../test/support/workspace.ts'
import type { IncomingDeal } from '../../connectors/kit/incoming.ts'
import { newId } from '../../db/new-id.ts'
import { qb } from '../../db/query.ts'
import { applyDeal } from '../deals/apply-deal.ts'
import { followDeal } from './follow-deal.ts'
import type { HandoffRow } from './handoff-row.ts'
import type { StepRow } from './step-row.ts'

const connectionId = newId('con')

async function makeSource(space: TestWorkspace): Promise<void> {
  await space.within(async (tx) => {
    await tx.run(
      qb.insertInto('connection').values({
        workspace_id: space.id,
        id: connectionId,
        kind: 'webhook',
        name: 'CRM',
        config: '{}',
        created_at: tx.now,
      }),
    )
    for (const kind of ['open', 'likely', 'won', 'lost'] as const) {
      await tx.run(
        qb.insertInto('stage').values({
          workspace_id: space.id,
          connection_id: connectionId,
          external_id: kind,
          label: kind,
          kind,
        }),
      )
    }
  })
}

function tell(space: TestWorkspace, deal: Partial<IncomingDeal>) {
  return space.within(async (tx, ctx) => {
    const applied = await applyDeal(ctx, tx, {
      source: { connectionId, liveFrom: null },
      deal: { externalId: 'd-1', occurredAt: tx.now, ...deal },
    })
    return { ...(await followDeal(ctx, tx, applied)), outcome: applied.outcome }
  })
}

async function handoffs(space: TestWorkspace): Promise<HandoffRow[]> {
  return space.within((tx) =>
    tx.many(qb.selectFrom('handoff').selectAll().where('workspace_id', '=', space.id)),
  )
}

async function steps(space: TestWorkspace): Promise<StepRow[]> {
  return space.within((tx) =>
    tx.many(qb.selectFrom('step').selectAll().where('workspace_id', '=', space.id).orderBy('position')),
  )
}

describe('a deal and its handoff', () => {
  let space: TestWorkspace
  let csm: string
  let ae: string
  beforeAll(async () => {
    space = await makeWorkspace(await testRuntime())
    await makeSource(space)
    csm = await space.addMember({ roles: ['csm'], name: 'Cleo', email: 'cleo@example.com' })
    ae = await space.addMember({ roles: ['ae'], name: 'Abel', email: 'abel@example.com' })
  })

  test('a won deal becomes a handoff with a tier, a CSM with reasons, and one owner and due time per step', async () => {
    const told = await tell(space, {
      name: 'Platform',
      accountName: 'Acme',
      ownerEmail: 'abel@example.com',
      stageId: 'won',
      amount: { amountMinor: 5_000_000, currency: 'EUR' },
    })
    expect(told.what).toBe('The handoff is open.')
    const [handoff] = await handoffs(space)
    expect(handoff).toMatchObject({
      status: 'open',
      tier: 'mid_market',
      csm_id: csm,
      ae_id: ae,
      closed_dirty: true,
    })
    expect(handoff?.csm_assigned_at).not.toBeNull()
    const rows = await steps(space)
    expect(rows.length).toBeGreaterThan(8)
    for (const step of rows) expect([csm, ae, space.adminId]).toContain(step.owner_id)
    expect(rows.filter((s) => s.status === 'open').every((s) => s.due_at !== null)).toBe(true)
    expect(handoff?.next_due_at).not.toBeNull()
  })

  test('the same event again changes nothing', async () => {
    const before = await handoffs(space)
    const told = await tell(space, {
      name: 'Platform',
      accountName: 'Acme',
      ownerEmail: 'abel@example.com',
      stageId: 'won',
      amount: { amountMinor: 5_000_000, currency: 'EUR' },
    })
    expect(told.handoffId).toBe(before[0]?.id)
    expect(await handoffs(space)).toEqual(before)
  })

  test('an event older than what is known changes nothing', async () => {
    const told = await tell(space, {
      name: 'Old name',
      stageId: 'open',
      occurredAt: '2020-01-01T00:00:00.000Z',
    })
    expect(told.outcome).toBe('older')
  })

  test('a reopened deal puts the handoff on hold with its clocks paused, and won again it goes on', async () => {
    await tell(space, { stageId: 'likely' })
    expect((await handoffs(space))[0]).toMatchObject({
      status: 'open',
      hold_reason: 'deal_reopened',
      next_due_at: null,
    })
    expect(
      (
        await space.within((tx) =>
          tx.many(
            qb
              .selectFrom('timer')
              .select('id')
              .where('workspace_id', '=', space.id)
              .where('done_at', 'is', null),
          ),
        )
      ).length,
    ).toBe(0)
    await tell(space, { stageId: 'won' })
    expect((await handoffs(space))[0]).toMatchObject({ status: 'open', held_at: null })
    expect((await handoffs(space))[0]?.next_due_at).not.toBeNull()
  })

  test('a further deal of the account is a follow-on with the same CSM', async () => {
    await space.addMember({ roles: ['csm'], name: 'Aaron', email: 'aaron@example.com' })
    await tell(space, {
      externalId: 'd-2',
      name: 'More seats',
      accountName: 'Acme',
      ownerEmail: 'abel@example.com',
      stageId: 'won',
    })
    const second = (await handoffs(space)).find((h) => h.tier === 'follow_on')
    expect(second).toMatchObject({ csm_id: csm })
  })

  test('a renewal makes no handoff', async () => {
    const told = await tell(space, {
      externalId: 'd-3',
      name: 'Renewal',
      accountName: 'Other',
      dealType: 'renewal',
      stageId: 'won',
    })
    expect(told.handoffId).toBeNull()
  })

  test('an earlier signature that becomes known later moves due times, but nothing is due sooner than the grace from now', async () => {
    await tell(space, {
      externalId: 'd-4',
      name: 'Signed early',
      accountName: 'Third',
      ownerEmail: 'abel@example.com',
      stageId: 'won',
      amount: { amountMinor: 3_000_000, currency: 'EUR' },
    })
    await tell(space, {
      externalId: 'd-4',
      signedAt: new Date(Date.now() - 5 * 86_400_000).toISOString(),
      stageId: 'won',
    })
    const moved = (await steps(space)).filter((s) => s.floor_at !== null)
    expect(moved.length).toBeGreaterThan(3)
    for (const step of moved) expect((step.due_at ?? '') >= (step.floor_at ?? '')).toBe(true)
  })
})
