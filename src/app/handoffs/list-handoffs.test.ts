import { describe, expect, test } from 'vitest'
import { refusal, refusedAs } from '../../../test/support/refusal.ts'
import { makeSalesTeam, type SalesTeam } from '../../../test/support/sales-team.ts'
import { indexDeals } from '../deals/index-deal.ts'

const mid = { amount: { amountMinor: 5_000_000, currency: 'EUR' } }

async function threeDeals(team: SalesTeam) {
  const first = await team.deal({ ...mid, externalId: 'd-1', accountName: 'Nordwind', stageId: 'won' })
  team.setClock('2026-11-02T11:00:00.000Z')
  const second = await team.deal({ ...mid, externalId: 'd-2', accountName: 'Suedwind', stageId: 'likely' })
  team.setClock('2026-11-02T12:00:00.000Z')
  const third = await team.deal({
    ...mid,
    externalId: 'd-3',
    accountName: 'Ostwind',
    stageId: 'won',
    ownerEmail: 'alma@example.com',
  })
  return [first, second, third] as const
}

describe('the pipeline', () => {
  test('shows a seller their own, a manager their team’s, RevOps and executives all, and strangers nothing', async () => {
    const [team, other] = await Promise.all([makeSalesTeam(), makeSalesTeam()])
    const [first, second, third] = await threeDeals(team)
    const seen = async (by: keyof SalesTeam['as']) =>
      (await team.run('handoff.list', {}, team.as[by])).items.map((i) => i.id)
    expect(await seen('ae')).toEqual([second.id, first.id])
    expect(await seen('colleague')).toEqual([third.id])
    for (const by of ['salesLead', 'csm', 'revops', 'viewer'] as const)
      expect(await seen(by)).toEqual([third.id, second.id, first.id])
    expect((await team.run('handoff.list', {}, await team.space.actorWith('csm'))).items).toEqual([])
    expect((await other.run('handoff.list', {})).items).toEqual([])
    expect(await refusedAs(team.run('handoff.show', { id: third.id }, team.as.ae))).toBe(
      'not_found handoff_not_found',
    )
  })

  test('refuses who only answers by link in words, without the name of a permission', async () => {
    const team = await makeSalesTeam()
    const error = await refusal(team.run('handoff.list', {}, await team.space.actorWith('contributor')))
    expect(error).toMatchObject({ code: 'forbidden' })
    expect(error.message).toMatch(/^Your role does not allow this\./)
    expect(error.message).not.toContain('handoff.view')
  })

  test('goes on page by page without leaving one out or showing one twice, and says how many there are', async () => {
    const team = await makeSalesTeam()
    const [first, second, third] = await threeDeals(team)
    const page = await team.run('handoff.list', { limit: 2 }, team.as.revops)
    expect(page.items.map((i) => i.id)).toEqual([third.id, second.id])
    expect(page.about).toBe(3)
    const rest = await team.run('handoff.list', { limit: 2, cursor: page.next ?? '' }, team.as.revops)
    expect([rest.items.map((i) => i.id), rest.next]).toEqual([[first.id], null])
    expect(await refusedAs(team.run('handoff.list', { status: 'open', cursor: page.next ?? '' }))).toMatch(
      /^invalid/,
    )
  })

  test('is filtered by status, tier, people, customer, lateness and words', async () => {
    const team = await makeSalesTeam()
    const [first, second, third] = await threeDeals(team)
    await team.space.within((tx) => indexDeals(tx, [first.deal_id, second.deal_id, third.deal_id]))
    const found = async (filter: Parameters<typeof team.run<'handoff.list'>>[1]) =>
      (await team.run('handoff.list', filter, team.as.revops)).items.map((i) => i.id)
    expect(await found({ status: 'preparing' })).toEqual([second.id])
    expect(await found({ tier: 'ent' })).toEqual([])
    expect(await found({ aeId: team.ids.colleague })).toEqual([third.id])
    expect(await found({ csmId: team.ids.csm, status: 'open' })).toEqual([third.id, first.id])
    expect(await found({ accountId: first.account_id ?? '' })).toEqual([first.id])
    expect(await found({ search: 'ostwi' })).toEqual([third.id])
    expect(await found({ late: true })).toEqual([])
    team.setClock('2026-11-10T10:00:00.000Z')
    expect(await found({ late: true })).toEqual([first.id, third.id])
    expect(await found({ sort: 'opened' })).toEqual([first.id, second.id, third.id])
  })
})

describe('searching', () => {
  test('finds customers, deals, words of a brief and people, of what the reader may see', async () => {
    const team = await makeSalesTeam()
    const [first, second, third] = await threeDeals(team)
    await team.answer(second.deal_id, 'goals', { state: 'given', value: 'Fewer pallets in the yard' })
    await team.space.within((tx) => indexDeals(tx, [first.deal_id, second.deal_id, third.deal_id]))
    const find = async (q: string, by: keyof SalesTeam['as'] = 'ae') =>
      (await team.run('search.find', { q }, team.as[by])).items.map((i) => i.title)
    expect(await find('wind', 'revops')).toEqual(['Ostwind', 'Suedwind', 'Nordwind'])
    expect(await find('wind')).toEqual(['Suedwind', 'Nordwind'])
    expect(await find('pallets')).toEqual(['Suedwind'])
    expect(await find('cleo')).toContain('Cleo')
    expect(await find('100%')).toEqual([])
  })
})

describe('the timeline', () => {
  test('tells everything that happened, newest first, in sentences with reasons, page by page', async () => {
    const [team, other] = await Promise.all([makeSalesTeam(), makeSalesTeam()])
    const { id, version, deal_id } = await team.deal({ ...mid, stageId: 'won' })
    await team.answer(deal_id, 'goals', { state: 'given', value: 'Ship faster' })
    const now = await team.row(id)
    await team.run('handoff.submit', { id, version: now.version, note: 'Go' }, team.as.ae)
    const all = await team.run('handoff.timeline', { id }, team.as.csm)
    expect(all.items[0]).toMatchObject({ sentence: 'Abel submitted the handoff.', reason: 'Go' })
    expect(all.items.map((i) => i.sentence)).toContain('Abel answered “Business goals”.')
    const first = await team.run('handoff.timeline', { id, limit: 2 }, team.as.csm)
    const next = await team.run('handoff.timeline', { id, limit: 100, cursor: first.next ?? '' }, team.as.csm)
    expect([...first.items, ...next.items].map((i) => i.id)).toEqual(all.items.map((i) => i.id))
    expect(await refusedAs(team.run('handoff.timeline', { id }, team.as.colleague))).toBe(
      'not_found handoff_not_found',
    )
    expect(await refusedAs(other.run('handoff.timeline', { id }))).toBe('not_found handoff_not_found')
    expect(version).toBeLessThan(now.version)
  })
})

describe('today', () => {
  test('is what one owes: the seller their answers and steps, the CSM the verdict; never empty without saying why', async () => {
    const team = await makeSalesTeam()
    const empty = await team.run('handoff.today', {}, team.as.ae)
    expect(empty).toMatchObject({ groups: [], emptyBecause: expect.stringContaining('You owe nothing') })
    const [first, second] = await threeDeals(team)
    const groups = async (by: keyof SalesTeam['as'], as?: 'team') => {
      const today = await team.run('handoff.today', as ? { as } : {}, team.as[by])
      return Object.fromEntries(today.groups.map((g) => [g.id, g.items]))
    }
    const seller = await groups('ae')
    expect(seller['capture']?.map((i) => i.dealId)).toEqual([second.deal_id])
    expect(seller['due']?.map((i) => i.handoffId)).not.toContain(second.id)
    await team.run('handoff.submit', { id: first.id, version: first.version }, team.as.ae)
    const csm = await groups('csm')
    expect(csm['verdicts']?.map((i) => i.handoffId)).toEqual([first.id])
    const { version } = await team.row(first.id)
    await team.run('handoff.hold', { id: first.id, version, reason: 'Strike' }, team.as.revops)
    expect((await groups('csm'))['verdicts']).toBeUndefined()
    expect((await groups('salesLead', 'team'))['due']?.length).toBeGreaterThan(0)
    team.setClock('2026-11-12T10:00:00.000Z')
    expect((await groups('csm'))['late']?.every((i) => i.clock === 'late')).toBe(true)
  })
})
