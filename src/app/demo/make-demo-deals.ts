import type { IncomingDeal } from '../../connectors/kit/incoming.ts'
import type { GivenAnswer } from '../../contract/deals.ts'
import type { Instant } from '../../core/lib/instant.ts'
import type { Fact } from '../../core/playbook/playbook.ts'
import { newId } from '../../db/new-id.ts'
import { qb } from '../../db/query.ts'
import { followAnswers } from '../answers/follow-answers.ts'
import { keepAnswer } from '../answers/put-answer.ts'
import type { Actor } from '../context.ts'
import { applyDeal } from '../deals/apply-deal.ts'
import { loadDealCase } from '../deals/deal-case.ts'
import { ownConnection } from '../deals/own-connection.ts'
import { followDeal } from '../handoffs/follow-deal.ts'
import { runOperation } from '../run-operation.ts'
import type { Runtime } from '../runtime.ts'
import { workIn } from '../work-in.ts'
import { demoAnswers } from './demo-answers.ts'
import { type DemoCustomer, demoCustomers } from './demo-customers.ts'
import { type DemoDeal, demoPlan } from './demo-plan.ts'

type Demo = { workspaceId: string; ids: ReadonlyMap<string, string>; signal?: AbortSignal | undefined }
type Made = { runtime: Runtime; demo: Demo; customer: DemoCustomer; plan: DemoDeal; now: Instant }

/** The deals of the demo and how far each handoff has come. */
export async function makeDemoDeals(runtime: Runtime, demo: Demo): Promise<void> {
  for (const plan of demoPlan) {
    demo.signal?.throwIfAborted()
    const customer = demoCustomers[plan.customer]
    if (!customer) continue
    const now = await workIn(runtime, system(demo), async (_ctx, tx) => tx.now)
    await makeDeal({ runtime, demo, customer, plan, now })
  }
}

function system(demo: Demo) {
  return {
    workspaceId: demo.workspaceId,
    actor: { kind: 'system', job: 'demo' } as const,
    requestId: newId('req'),
  }
}

async function makeDeal(made: Made): Promise<void> {
  const { plan } = made
  const likely = plan.stage === 'won' ? 'likely' : plan.stage
  const { dealId } = await tell(made, { ...incoming(made), stageId: likely, stageLabel: labels[likely] })
  if (plan.answered > 0) await answer(made, dealId)
  if (plan.stage !== 'won') return
  const wonAt = daysBefore(made.now, plan.daysAgo)
  const { handoffId } = await tell(made, {
    ...incoming(made),
    stageId: 'won',
    stageLabel: labels.won,
    wonAt,
    signedAt: plan.signed ? wonAt : null,
  })
  if (handoffId) await bringAlong(made, { handoffId, wonAt })
}

const labels = { open: 'Discovery', likely: 'Negotiation', won: 'Closed won', lost: 'Closed lost' } as const

function incoming({ customer, plan, now, demo }: Made): IncomingDeal {
  return {
    externalId: `demo-${plan.customer}-${plan.name}`,
    name: plan.name,
    accountName: customer.name,
    ownerExternalId: demo.ids.get(plan.ae) ?? null,
    amount: plan.value === null ? null : { amountMinor: plan.value * 100, currency: 'EUR' },
    dealType: plan.type,
    probability: plan.stage === 'open' ? 30 : plan.stage === 'likely' ? 80 : null,
    products: ['Regalo Core', ...(plan.value !== null && plan.value >= 60_000 ? ['Regalo Robotics'] : [])],
    expectedCloseOn: daysBefore(now, plan.stage === 'won' ? plan.daysAgo : -(7 + plan.customer)).slice(0, 10),
    createdOn: daysBefore(now, plan.daysAgo + 60).slice(0, 10),
    contacts: [
      { name: customer.champion, title: customer.championTitle, role: 'Champion' },
      ...(customer.decider === customer.champion
        ? []
        : [{ name: customer.decider, title: customer.deciderTitle, role: 'Decision maker' }]),
    ],
    fields: {
      lead_source: ['Referral', 'Trade fair', 'Website', 'Outbound'][plan.customer % 4] ?? 'Website',
      term: 12,
    },
    occurredAt: null,
  }
}

async function tell(made: Made, deal: IncomingDeal): Promise<{ dealId: string; handoffId: string | null }> {
  const { runtime, demo, customer, plan } = made
  return workIn(runtime, system(demo), async (ctx, tx) => {
    const source = await ownConnection(ctx, tx)
    const applied = await applyDeal(ctx, tx, { source, deal: { ...deal, ownerExternalId: undefined } })
    const ownerId = demo.ids.get(plan.ae) ?? null
    if (applied.after.account_id) {
      await tx.run(
        qb
          .updateTable('account')
          .set((eb) => ({
            industry: customer.industry,
            territory: customer.territory,
            country: customer.country,
            employees: customer.employees,
            version: eb('version', '+', 1),
          }))
          .where('workspace_id', '=', demo.workspaceId)
          .where('id', '=', applied.after.account_id),
      )
    }
    const row = await tx.one(
      qb
        .updateTable('deal')
        .set((eb) => ({ owner_id: ownerId, version: eb('version', '+', 1) }))
        .where('workspace_id', '=', demo.workspaceId)
        .where('id', '=', applied.after.id)
        .returningAll(),
    )
    const followed = await followDeal(ctx, tx, {
      before: applied.before,
      after: row,
      outcome: applied.outcome === 'unchanged' ? 'updated' : applied.outcome,
    })
    return { dealId: row.id, handoffId: followed.handoffId }
  })
}

/** The seller writes down what they know, as far as they got. */
async function answer(made: Made, dealId: string): Promise<void> {
  const { runtime, demo, customer, plan, now } = made
  const told = demoAnswers(customer, {
    byOn: daysBefore(now, -120).slice(0, 10),
    goLiveOn: daysBefore(now, -30).slice(0, 10),
  }).slice(0, plan.answered)
  const actor = actorFor(demo, plan.ae)
  await workIn(runtime, { ...system(demo), actor }, async (ctx, tx) => {
    for (const one of told) {
      const it = await loadDealCase(tx, dealId)
      const asked = it.version.playbook.requirements.find((r) => r.id === one.id)
      if (!asked || (asked.need[it.tier.id] ?? 'hidden') === 'hidden') continue
      const version = it.answerRows.find((row) => row.requirement_id === one.id)?.version ?? 0
      const given: GivenAnswer =
        'none' in one
          ? { state: 'none' }
          : { state: 'given', value: one.value, validated: plan.customer % 3 === 0 ? 'customer' : 'assumed' }
      await keepAnswer(ctx, tx, { it, requirementId: one.id, version, given, source: 'member' })
    }
    await followAnswers(ctx, tx, await loadDealCase(tx, dealId))
  })
}

function actorFor(demo: Demo, key: string): Actor {
  return {
    kind: 'member',
    memberId: demo.ids.get(key) ?? '',
    roles: ['revops', 'admin', 'ae', 'csm'],
    teamMemberIds: [...demo.ids.values()],
    sessionId: null,
  }
}

/** Lets people do what they did: submit, judge, touch, meet. */
async function bringAlong(
  made: Made,
  { handoffId, wonAt }: { handoffId: string; wonAt: Instant },
): Promise<void> {
  const { plan, now } = made
  const run = runner(made)
  const facts: [Fact, number][] = [
    ['first_touch', 1],
    ['introduced', 1],
    ['internal_meeting_held', 2],
    ['kickoff_held', 5],
  ]
  for (const [fact, days] of facts.slice(0, plan.facts)) {
    const at = daysBefore(wonAt, -days)
    const { version } = await run('handoff.show', { id: handoffId }, 'csm1')
    if (at < now) await run('handoff.record_fact', { id: handoffId, version, fact, at }, 'csm1')
  }
  for (const move of plan.moves) {
    const { version, status } = await run('handoff.show', { id: handoffId }, 'revops')
    const changing = { id: handoffId, version }
    if (move === 'submit' && status !== 'submitted') await run('handoff.submit', changing, plan.ae)
    if (move === 'accept')
      await run('handoff.accept', { ...changing, note: 'Clear and complete. Thank you.' }, 'csm1')
    if (move === 'accept_with_gaps')
      await run(
        'handoff.accept',
        {
          ...changing,
          gaps: [
            { requirementId: 'success_criteria', text: 'Who measures this at the customer, and since when?' },
          ],
        },
        'csm1',
      )
    if (move === 'return')
      await run(
        'handoff.return',
        {
          ...changing,
          note: 'Nearly there.',
          gaps: [
            { requirementId: 'goals', text: 'The goal needs a number and a date.' },
            { requirementId: 'champion', text: 'How do I reach them?' },
          ],
        },
        'csm1',
      )
    if (move === 'hold')
      await run(
        'handoff.hold',
        { ...changing, reason: 'The customer reorganises; they call us in two weeks.' },
        'cm',
      )
    if (move === 'cancel')
      await run(
        'handoff.cancel',
        { ...changing, reason: 'The customer withdrew within the cooling-off period.' },
        'revops',
      )
    if (move === 'confirm') await finishAll(run, { handoffId, wonAt })
  }
}

/** The steps that were left are done within days of the win, the confirmation last. */
async function finishAll(
  run: ReturnType<typeof runner>,
  { handoffId, wonAt }: { handoffId: string; wonAt: Instant },
): Promise<void> {
  for (;;) {
    const { steps } = await run('handoff.show', { id: handoffId }, 'revops')
    const left = steps.filter((step) => step.can['complete'] === true)
    const step = left.find((s) => s.templateId !== 'confirm') ?? left[0]
    if (!step) return
    await run(
      'step.complete',
      {
        id: step.id,
        version: step.version,
        ...(step.templateId === 'confirm' ? {} : { at: daysBefore(wonAt, -3) }),
      },
      'revops',
    )
    if (step.templateId === 'confirm') return
  }
}

function runner({ runtime, demo }: Made) {
  return <N extends Parameters<typeof runOperation>[1]['name']>(name: N, input: unknown, who: string) =>
    runOperation<N>(runtime, {
      name,
      workspaceId: demo.workspaceId,
      actor: actorFor(demo, who),
      input,
      requestId: newId('req'),
    })
}

function daysBefore(at: Instant, days: number): Instant {
  return new Date(Date.parse(at) - days * 86_400_000).toISOString()
}
