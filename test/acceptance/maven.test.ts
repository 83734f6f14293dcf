import { existsSync } from 'node:fs'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { readMapping } from '../../src/app/imports/mapping/check/read-mapping.ts'
import { withAlias } from '../../src/app/imports/mapping/recognition/unknown-references.ts'
import { standardPlaybook } from '../../src/app/playbooks/standard-playbook.ts'
import type { Output } from '../../src/contract/operations.ts'
import type { Playbook } from '../../src/core/playbook/playbook.ts'
import { filesIn, plan, startAndRun, upload } from '../support/imports.ts'
import type { TestRuntime } from '../support/runtime.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../support/workspace.ts'

const folder = '../shared/data/datasets/maven-crm-sales-opportunities'
const present = existsSync(folder)
const title = `the sales of a hardware company${present ? '' : ` (skipped: ${folder} is absent)`}`

const regions = ['Central', 'East', 'West']
const patient = 120_000

type Planned = Output<'import.plan'>
type Shown = Output<'import.show'>

/** Twelve CSMs, four per region, invited as RevOps would from a list. */
async function inviteCsms(space: TestWorkspace): Promise<void> {
  const lines = regions.flatMap((region) =>
    [1, 2, 3, 4].map((n) => `CSM ${region} ${n},csm.${region.toLowerCase()}.${n}@example.com,csm,${region}`),
  )
  const csv = ['name,email,roles,territories', ...lines].join('\n')
  expect(await space.run('member.invite_many', { csv })).toMatchObject({ added: 12, problems: [] })
}

/** The first suggestion of a plan, taken with one press. */
function withFirstSuggestion({ plan: { mapping, problems } }: Planned): Record<string, unknown> {
  const suggestion = problems.find((problem) => problem.suggestion?.['action'] === 'alias')?.suggestion
  const read = readMapping(mapping)
  if (!read.ok || !suggestion) throw new Error('nothing was suggested')
  const text = (key: string): string => String(suggestion[key])
  return {
    ...withAlias(read.value, {
      file: text('file'),
      field: text('field'),
      from: text('from'),
      to: text('to'),
    }),
  }
}

function withLimits(smb: number, enterprise: number): Playbook {
  const { playbook } = standardPlaybook()
  const annual = (op: 'lt' | 'gte', value: number) => ({ field: 'deal.annual_value', op, value }) as const
  const when = {
    enterprise: annual('gte', enterprise),
    smb: annual('lt', smb),
    mid_market: annual('gte', smb),
  }
  const limit = (id: string) => Object.entries(when).find(([tier]) => tier === id)?.[1]
  return {
    ...playbook,
    tiers: playbook.tiers.map((tier) => ({
      ...tier,
      ...(limit(tier.id) && { when: limit(tier.id) }),
    })) as Playbook['tiers'],
  }
}

type Imported = { runtime: TestRuntime; space: TestWorkspace; planned: Planned; done: Shown }

async function importLive(playbook?: Playbook): Promise<Imported> {
  const runtime = await testRuntime()
  const where = { currency: 'USD', zone: 'America/Chicago', locale: 'en-US' }
  const space = await makeWorkspace(runtime, { ...where, ...(playbook && { playbook }) })
  await inviteCsms(space)
  const first = await plan(space, await upload(runtime, space, filesIn(folder)), {
    mode: 'live',
    shiftDates: true,
  })
  const planned = await plan(space, first, { mapping: withFirstSuggestion(first) })
  return { runtime, space, planned, done: await startAndRun(runtime, space, planned) }
}

async function ask<R>(space: TestWorkspace, query: (id: string) => ReturnType<typeof sql<R>>): Promise<R[]> {
  return space.within((tx) => tx.many(query(space.id)))
}

async function tiers(space: TestWorkspace): Promise<Record<string, number>> {
  const rows = await ask(
    space,
    (id) =>
      sql<{
        tier: string
        n: number
      }>`SELECT tier, count(*) AS n FROM handoff WHERE workspace_id = ${id} GROUP BY 1`,
  )
  return Object.fromEntries(rows.map(({ tier, n }) => [tier, n]))
}

describe.skipIf(!present)(title, () => {
  describe('before anything is written', () => {
    let planned: Planned
    beforeAll(async () => {
      const runtime = await testRuntime()
      const space = await makeWorkspace(runtime, {
        currency: 'USD',
        zone: 'America/Chicago',
        locale: 'en-US',
      })
      planned = await plan(space, await upload(runtime, space, filesIn(folder)))
    }, patient)

    test('all is found: deals, what the won ones are worth, accounts, people and their managers', () => {
      expect(planned.plan.counts).toEqual({
        records: { people: 35 + 6, accounts: 85, products: 7, deals: 8_800 },
        stages: { won: 4_238, lost: 2_473, open: 2_089 },
        setAside: 0,
        wonMinor: 10_005_534_00,
        currency: 'USD',
      })
      expect(planned.plan.mapping['stages']).toMatchObject({ Engaging: 'open', Prospecting: 'open' })
      expect(planned.plan.consequences).toBeNull()
    })

    test('a product nobody knows is named with the one that was meant, which one press takes', async () => {
      const unknown = planned.plan.problems.filter((problem) => problem.code === 'unknown_reference')
      expect(unknown).toMatchObject([
        { column: 'product', count: 1_480, suggestion: { action: 'alias', from: 'GTXPro', to: 'GTX Pro' } },
      ])
      expect(planned.plan.problems.filter((problem) => problem.severity === 'error')).toEqual([])
    })
  })

  describe('taken live, with its dates moved to today', () => {
    let it: Imported
    beforeAll(async () => {
      it = await importLive()
    }, patient)

    test('every won deal becomes a handoff: 85 first deals and 4,153 follow-ons', async () => {
      const { planned, done, space } = it
      expect(planned.plan.problems.filter((problem) => problem.code === 'unknown_reference')).toEqual([])
      expect(planned.plan.consequences).toMatchObject({ handoffs: 4_238, messages: 13 })
      expect(done).toMatchObject({
        status: 'done',
        error: null,
        progress: {
          created: { people: 41, accounts: 85, products: 7, deals: 8_800 },
          setAside: 0,
          handoffs: 4_238,
        },
      })
      const { follow_on, ...first } = await tiers(space)
      expect(follow_on).toBe(4_153)
      expect(Object.values(first).reduce((a, b) => a + b, 0)).toBe(85)
      const firsts = await ask(
        space,
        (id) => sql<{ n: number }>`
        SELECT count(*) AS n FROM (SELECT h.tier, row_number() OVER (PARTITION BY d.account_id ORDER BY d.won_at, d.id) AS turn
          FROM handoff h JOIN deal d ON d.workspace_id = h.workspace_id AND d.id = h.deal_id WHERE h.workspace_id = ${id}) AS t WHERE (turn = 1) = (tier = 'follow_on')`,
      )
      expect(firsts).toEqual([{ n: 0 }])
    })

    test('open deals without an account are accepted, products are known by one name', async () => {
      const [deals] = await ask(
        it.space,
        (id) => sql<Record<string, number>>`
        SELECT count(*) FILTER (WHERE stage_kind = 'open' AND account_id IS NULL) AS open, count(*) FILTER (WHERE account_id IS NULL AND stage_kind <> 'open') AS others,
          count(*) FILTER (WHERE 'GTX Pro' = ANY(products)) AS pro, count(*) FILTER (WHERE 'GTXPro' = ANY(products)) AS misspelt, count(*) FILTER (WHERE owner_id IS NULL) AS ownerless
        FROM deal WHERE workspace_id = ${id}`,
      )
      expect(deals).toEqual({ open: 1_425, others: 0, pro: 1_480, misspelt: 0, ownerless: 0 })
    })

    test('the people stand in three regions under six managers', async () => {
      const [people] = await ask(
        it.space,
        (id) => sql<Record<string, number>>`
        SELECT count(*) FILTER (WHERE 'ae' = ANY(roles)) AS sellers, count(DISTINCT manager_id) AS managers, count(DISTINCT territories[1]) AS regions, count(*) FILTER (WHERE 'ae' = ANY(roles) AND manager_id IS NULL) AS unmanaged
        FROM member WHERE workspace_id = ${id} AND status = 'known'`,
      )
      expect(people).toEqual({ sellers: 35, managers: 6, regions: 3, unmanaged: 0 })
    })

    test('each has a tier with its reason, a CSM with reasons, and the load is spread over all twelve', async () => {
      const [made] = await ask(
        it.space,
        (id) => sql<Record<string, number>>`
        SELECT count(*) FILTER (WHERE csm_id IS NULL OR csm_assigned_at IS NULL) AS without_csm, count(*) FILTER (WHERE jsonb_array_length(routing -> 'reasons') = 0) AS without_reason,
          count(*) FILTER (WHERE tier_reason = '') AS without_tier_reason, count(DISTINCT csm_id) AS csms, count(*) FILTER (WHERE status <> 'open') AS not_open
        FROM handoff WHERE workspace_id = ${id}`,
      )
      expect(made).toEqual({
        without_csm: 0,
        without_reason: 0,
        without_tier_reason: 0,
        csms: 12,
        not_open: 0,
      })
      const kept = await ask(
        it.space,
        (id) =>
          sql`SELECT account_id FROM handoff WHERE workspace_id = ${id} GROUP BY account_id HAVING count(DISTINCT csm_id) > 1`,
      )
      expect(kept).toEqual([])
      const spread = await ask(
        it.space,
        (id) =>
          sql<{
            n: number
          }>`SELECT count(*) AS n FROM account WHERE workspace_id = ${id} GROUP BY csm_id ORDER BY 1`,
      )
      expect((spread.at(-1)?.n ?? 99) - (spread[0]?.n ?? 0)).toBeLessThanOrEqual(3)
    })

    test('every step has one owner; what was due before is closed as imported, the rest falls due in business time', async () => {
      const [steps] = await ask(
        it.space,
        (id) => sql<Record<string, number>>`
        SELECT count(*) FILTER (WHERE owner_id IS NULL) AS ownerless, count(*) FILTER (WHERE status IN ('open', 'waiting') AND due_at < app_now()) AS overdue,
          count(*) FILTER (WHERE status = 'open' AND due_at IS NULL) AS undue, count(DISTINCT handoff_id) AS handoffs, count(*) FILTER (WHERE status = 'imported') > 10000 AS imported,
          count(*) FILTER (WHERE duration ? 'business_days' AND due_at IS NOT NULL AND extract(isodow FROM due_at AT TIME ZONE 'America/Chicago') > 5) AS weekend,
          count(*) FILTER (WHERE duration ? 'business_days' AND (due_at AT TIME ZONE 'America/Chicago')::time NOT BETWEEN '08:00' AND '18:00') AS night
        FROM step WHERE workspace_id = ${id}`,
      )
      expect(steps).toEqual({
        ownerless: 0,
        overdue: 0,
        undue: 0,
        handoffs: 4_238,
        imported: true,
        weekend: 0,
        night: 0,
      })
      const [timers] = await ask(
        it.space,
        (id) =>
          sql<{
            n: number
          }>`SELECT count(*) AS n FROM timer WHERE workspace_id = ${id} AND due_at <= app_now()`,
      )
      expect(timers).toEqual({ n: 0 })
    })

    test('each brief lists what is missing', async () => {
      const [handoff] = await ask(
        it.space,
        (id) =>
          sql<{
            id: string
            deal_id: string
            missing_count: number
          }>`SELECT id, deal_id, missing_count FROM handoff WHERE workspace_id = ${id} AND tier <> 'follow_on' ORDER BY id LIMIT 1`,
      )
      const brief = await it.space.run('answer.list', { id: handoff?.deal_id ?? '' })
      const missing = brief.items.filter((item) => item.status === 'missing' && item.need !== 'optional')
      expect(missing.map((item) => item.label)).toContain('Why they bought, and why now')
      const told = brief.items.filter((item) => item.answer?.source === 'import').map((item) => item.label)
      expect(told).toEqual(expect.arrayContaining(['Contract value', 'What they bought']))
      expect(missing.map((item) => item.label)).not.toContain('Contract value')
      expect(missing.length).toBe(handoff?.missing_count)
      const complete = await ask(
        it.space,
        (id) =>
          sql`SELECT id FROM handoff WHERE workspace_id = ${id} AND missing_count = 0 AND completeness < 100`,
      )
      expect(complete).toEqual([])
      expect(handoff?.missing_count).toBeGreaterThan(0)
    })

    test('there is one summary for each who is concerned, and no message for each handoff', async () => {
      const notes = await ask(
        it.space,
        (id) =>
          sql<{
            event: string
            n: number
          }>`SELECT event, count(*) AS n FROM notification WHERE workspace_id = ${id} GROUP BY 1`,
      )
      expect(notes).toEqual([{ event: 'import_finished', n: 13 }])
      const jobs = await ask(
        it.space,
        (id) =>
          sql`SELECT id FROM outbox WHERE workspace_id = ${id} AND job IN ('announce-handoff', 'chase-closed-dirty')`,
      )
      expect(jobs).toEqual([])
    })

    test(
      'run again it changes nothing',
      async () => {
        const { runtime, space, planned } = it
        const state = () =>
          ask(
            space,
            (
              id,
            ) => sql`SELECT (SELECT sum(version) FROM deal WHERE workspace_id = ${id}) AS deals, (SELECT sum(version) FROM account WHERE workspace_id = ${id}) AS accounts,
        (SELECT sum(version) FROM member WHERE workspace_id = ${id}) AS members, (SELECT sum(version) FROM handoff WHERE workspace_id = ${id}) AS handoffs, (SELECT count(*) FROM step WHERE workspace_id = ${id}) AS steps`,
          )
        const before = await state()
        const again = await plan(space, await upload(runtime, space, filesIn(folder)), {
          mode: 'live',
          shiftDates: true,
          mapping: planned.plan.mapping,
        })
        expect(again.plan.consequences?.handoffs).toBe(0)
        const done = await startAndRun(runtime, space, again)
        expect(done.progress).toMatchObject({
          created: { deals: 0 },
          updated: { deals: 0, people: 0, accounts: 0 },
          unchanged: { people: 41, accounts: 85, products: 7, deals: 8_800 },
          handoffs: 0,
        })
        expect(await state()).toEqual(before)
      },
      patient,
    )
  })

  test(
    'with limits that fit its prices, deals of every tier occur',
    async () => {
      const { space, done } = await importLive(withLimits(1_000, 5_000))
      expect(done.progress.handoffs).toBe(4_238)
      const found = await tiers(space)
      expect(Object.keys(found).sort()).toEqual(['enterprise', 'follow_on', 'mid_market', 'smb'])
      expect(found['follow_on']).toBe(4_153)
    },
    patient,
  )
})
