import { sql } from 'kysely'
import type { Actor } from '../../src/app/context.ts'
import { applyDeal } from '../../src/app/deals/apply-deal.ts'
import { type Followed, followDeal } from '../../src/app/handoffs/follow-deal.ts'
import type { HandoffRow } from '../../src/app/handoffs/handoff-row.ts'
import type { StepRow } from '../../src/app/handoffs/step-row.ts'
import type { IncomingDeal } from '../../src/connectors/kit/incoming.ts'
import type { GivenAnswer } from '../../src/contract/deals.ts'
import type { Output } from '../../src/contract/operations.ts'
import type { Instant } from '../../src/core/lib/instant.ts'
import { qb } from '../../src/db/query.ts'
import { type TestRuntime, testRuntime } from './runtime.ts'
import { teamPlaybook } from './team-playbook.ts'
import { addSource } from './told.ts'
import { makeWorkspace, type NewTestWorkspace, type TestWorkspace } from './workspace.ts'

/** Monday, ten o'clock in an office that is open from nine to five. */
export const mondayTen = '2026-11-02T10:00:00.000Z'

const people = {
  ae: { roles: ['ae'], name: 'Abel' },
  colleague: { roles: ['ae'], name: 'Alma' },
  csm: { roles: ['csm'], name: 'Cleo' },
  salesLead: { roles: ['sales_manager'], name: 'Sven' },
  csLead: { roles: ['cs_manager'], name: 'Cora' },
  revops: { roles: ['revops'], name: 'Rita' },
  viewer: { roles: ['executive'], name: 'Ella' },
} as const
export type Person = keyof typeof people

/** A seller, a CSM, their managers and all it takes to hand a customer over, in a workspace of one test's own. */
export type SalesTeam = {
  space: TestWorkspace
  runtime: TestRuntime
  connectionId: string
  ids: Readonly<Record<Person, string>>
  as: Readonly<Record<Person, Actor>>
  run: TestWorkspace['run']
  setClock(at: Instant): void
  /** What the CRM says of a deal, in the words of a webhook. The customer is Nordwind and the seller Abel. */
  tell(deal: Partial<IncomingDeal>, source?: { liveFrom?: Instant }): Promise<Followed>
  /** A deal the CRM speaks of, with its handoff as it then is. */
  deal(deal: Partial<IncomingDeal>): Promise<HandoffRow>
  /** The handoff as the database has it. */
  row(id: string): Promise<HandoffRow>
  handoffsOf(externalId: string): Promise<HandoffRow[]>
  dealIdOf(externalId: string): Promise<string>
  step(handoffId: string, templateId: string): Promise<StepRow>
  answer(
    dealId: string,
    requirementId: string,
    answer: GivenAnswer,
    by?: Actor,
  ): Promise<Output<'answer.put'>>
  /** Answers whatever the brief still asks for. */
  completeBrief(dealId: string): Promise<void>
  /** What was done, oldest first, as the audit has it. */
  audit(dealId: string): Promise<{ action: string; actor: string | null; reason: string | null }[]>
  /** Jobs left behind, oldest first. */
  jobs(name: string): Promise<Record<string, unknown>[]>
}

export async function makeSalesTeam(options: NewTestWorkspace & { at?: Instant } = {}): Promise<SalesTeam> {
  const { at = mondayTen, ...wanted } = options
  const runtime = await testRuntime({ at })
  const space = await makeWorkspace(runtime, { playbook: teamPlaybook(), zone: 'UTC', ...wanted })
  const connectionId = await addSource(space)
  const ids = await addPeople(space)
  const as = Object.fromEntries(
    await Promise.all(Object.entries(ids).map(async ([name, id]) => [name, await space.actorOf(id)])),
  ) as Record<Person, Actor>
  const tell: SalesTeam['tell'] = (deal, { liveFrom = null }: { liveFrom?: Instant | null } = {}) =>
    space.within(async (tx, ctx) => {
      const applied = await applyDeal(ctx, tx, {
        source: { connectionId, liveFrom },
        deal: { ...usual, externalId: 'd-1', occurredAt: tx.now, ...deal },
      })
      return followDeal(ctx, tx, applied)
    })
  return {
    space,
    runtime,
    connectionId,
    ids,
    as,
    run: space.run,
    setClock: runtime.setClock,
    tell,
    ...reading(space),
    async deal(deal) {
      const { handoffId } = await tell(deal)
      return readHandoff(space, handoffId ?? '')
    },
    ...answering(space, as),
  }
}

const usual = {
  name: 'Platform',
  accountName: 'Nordwind',
  ownerEmail: 'abel@example.com',
  dealType: 'new' as const,
}

async function addPeople(space: TestWorkspace): Promise<Record<Person, string>> {
  const add = (person: Person, managerId: string | null = null): Promise<string> => {
    const { name, roles } = people[person]
    return space.addMember({ name, roles, email: `${name.toLowerCase()}@example.com`, manager_id: managerId })
  }
  const salesLead = await add('salesLead')
  const csLead = await add('csLead')
  return {
    salesLead,
    csLead,
    ae: await add('ae', salesLead),
    colleague: await add('colleague', salesLead),
    csm: await add('csm', csLead),
    revops: await add('revops'),
    viewer: await add('viewer'),
  }
}

function readHandoff(space: TestWorkspace, id: string): Promise<HandoffRow> {
  return space.within((tx) =>
    tx.one(qb.selectFrom('handoff').selectAll().where('workspace_id', '=', space.id).where('id', '=', id)),
  )
}

function reading(
  space: TestWorkspace,
): Pick<SalesTeam, 'row' | 'handoffsOf' | 'dealIdOf' | 'step' | 'audit' | 'jobs'> {
  return {
    row: (id) => readHandoff(space, id),
    handoffsOf: (externalId) =>
      space.within((tx) =>
        tx.many(sql<HandoffRow>`SELECT h.* FROM handoff h JOIN deal d ON d.workspace_id = h.workspace_id AND d.id = h.deal_id
          WHERE h.workspace_id = ${space.id} AND d.external_id = ${externalId} ORDER BY h.cycle`),
      ),
    dealIdOf: async (externalId) =>
      (
        await space.within((tx) =>
          tx.one(
            sql<{
              id: string
            }>`SELECT id FROM deal WHERE workspace_id = ${space.id} AND external_id = ${externalId}`,
          ),
        )
      ).id,
    step: (handoffId, templateId) =>
      space.within((tx) =>
        tx.one(sql<StepRow>`SELECT * FROM step WHERE workspace_id = ${space.id} AND handoff_id = ${handoffId} AND template_id = ${templateId}
          ORDER BY round DESC LIMIT 1`),
      ),
    audit: (dealId) =>
      space.within((tx) =>
        tx.many(sql<{ action: string; actor: string | null; reason: string | null }>`
          SELECT a.action, a.actor_id AS actor, p.payload->>'reason' AS reason FROM audit a
          JOIN audit_payload p ON p.workspace_id = a.workspace_id AND p.audit_id = a.id
          WHERE a.workspace_id = ${space.id} AND a.deal_id = ${dealId} ORDER BY a.at, a.id`),
      ),
    jobs: async (name) =>
      (
        await space.within((tx) =>
          tx.many(sql<{ payload: Record<string, unknown> }>`
            SELECT payload FROM outbox WHERE workspace_id = ${space.id} AND job = ${name} ORDER BY created_at, id`),
        )
      ).map((row) => row.payload),
  }
}

function answering(
  space: TestWorkspace,
  as: Record<Person, Actor>,
): Pick<SalesTeam, 'answer' | 'completeBrief'> {
  const answer: SalesTeam['answer'] = async (dealId, requirementId, given, by = as.ae) => {
    const { items } = await space.run('answer.list', { id: dealId })
    const version = items.find((item) => item.requirementId === requirementId)?.answer?.version ?? 0
    return space.run('answer.put', { id: dealId, requirementId, version, answer: given }, by)
  }
  return {
    answer,
    async completeBrief(dealId) {
      const { items } = await space.run('answer.list', { id: dealId })
      for (const { requirementId, status, need } of items) {
        if (status !== 'missing' || need === 'optional') continue
        await answer(dealId, requirementId, { state: 'given', value: fullAnswers[requirementId] ?? 'Known' })
      }
    },
  }
}

/** An answer of the right form to every requirement of the team's playbook that is not plain text. */
export const fullAnswers: Record<string, Extract<GivenAnswer, { state: 'given' }>['value']> = {
  goals: 'Cut the time to ship by 20 % until June 2027',
  champion: [{ name: 'Ines Vogel', role: 'Head of Logistics', email: 'ines@example.com' }],
  blockers: [{ name: 'Otto Kern', role: 'IT', email: 'otto@example.com' }],
  data_migration: false,
  contract: [{ url: 'https://example.com/contract' }],
}
