import { describe, expect, test } from 'vitest'
import { refusal, refusedAs } from '../../../test/support/refusal.ts'
import { fullAnswers, makeSalesTeam, type SalesTeam } from '../../../test/support/sales-team.ts'
import type { GivenAnswer } from '../../contract/deals.ts'

const mid = { stageId: 'likely', amount: { amountMinor: 5_000_000, currency: 'EUR' } }
const text = (value: string): GivenAnswer => ({ state: 'given', value })
const unknown = (untilOn: string): GivenAnswer => ({ state: 'unknown', untilOn, person: 'Ines Vogel' })
const waived: GivenAnswer = {
  state: 'waived',
  reason: 'Reference customer',
  expiresAt: '2026-11-20T00:00:00.000Z',
}

async function likelyDeal(team: SalesTeam): Promise<string> {
  return (await team.deal(mid)).deal_id
}

describe('answering', () => {
  test('keeps the value with its source, author and time, and counts it', async () => {
    const team = await makeSalesTeam()
    const id = await likelyDeal(team)
    const answer: GivenAnswer = {
      state: 'given',
      value: 'Ship 20 % faster by June 2027',
      evidence: [{ quote: 'We lose a fifth of our day.', speaker: 'Ines Vogel' }],
      validated: 'customer',
    }
    const brief = await team.answer(id, 'goals', answer)
    const item = brief.items.find((i) => i.requirementId === 'goals')
    expect(item).toMatchObject({
      status: 'given',
      answer: { value: answer.value, source: 'member', validated: 'customer', version: 1 },
    })
    expect(item?.answer?.author?.id).toBe(team.ids.ae)
    expect(brief.completeness).toMatchObject({ given: 1, required: 6, percent: 16 })
    expect(await team.row(brief.handoffId ?? '')).toMatchObject({ completeness: 16, missing_count: 5 })
    expect((await team.audit(id)).map((a) => a.action)).toContain('answer.put')
    expect(await team.jobs('index-deal')).toContainEqual({ dealId: id })
  })

  test('the score on the handoff is the score of the brief, copied answers included', async () => {
    const team = await makeSalesTeam()
    const first = await likelyDeal(team)
    const words = 'Cut the time to ship by 20 % until June 2027'
    await team.answer(first, 'goals', text(words))
    const { deal_id: second } = await team.deal({ ...mid, externalId: 'd-2', accountName: 'Suedwind' })
    const brief = await team.answer(second, 'goals', text(words))
    expect((await team.row(brief.handoffId ?? '')).quality).toBe(brief.quality.percent)
    await team.tell({ ...mid, externalId: 'd-2', accountName: 'Suedwind', expectedCloseOn: '2026-12-01' })
    expect((await team.row(brief.handoffId ?? '')).quality).toBe(brief.quality.percent)
  })

  test('two people at once: the second sees both values and overwrites nothing', async () => {
    const team = await makeSalesTeam()
    const id = await likelyDeal(team)
    const put = (value: string, version: number) =>
      team.run('answer.put', { id, requirementId: 'goals', version, answer: text(value) }, team.as.ae)
    await put('First', 0)
    for (const version of [0, 2]) {
      const error = await refusal(put('Second', version))
      expect(error).toMatchObject({
        code: 'conflict',
        detail: 'stale_version',
        current: { value: 'First', version: 1 },
      })
    }
    const brief = await put('Second', 1)
    expect(brief.items.find((i) => i.requirementId === 'goals')?.answer).toMatchObject({
      value: 'Second',
      version: 2,
    })
    expect(
      await refusedAs(
        team.run('answer.put', { id, requirementId: 'blockers', version: 1, answer: { state: 'none' } }),
      ),
    ).toBe('conflict stale_version')
  })

  test('an answer taken back is missing again; a form opened before that does not overwrite the next one', async () => {
    const team = await makeSalesTeam()
    const id = await likelyDeal(team)
    await team.answer(id, 'goals', text('Old'))
    const clear = (version: number) =>
      team.run('answer.clear', { id, requirementId: 'goals', version }, team.as.ae)
    expect(await refusedAs(clear(7))).toBe('conflict stale_version')
    const cleared = await clear(1)
    expect(cleared.items.find((i) => i.requirementId === 'goals')).toMatchObject({
      status: 'missing',
      answer: null,
    })
    expect(await refusedAs(clear(1))).toBe('not_found answer_not_found')
    const again = await team.answer(id, 'goals', text('New'))
    expect(again.items.find((i) => i.requirementId === 'goals')?.answer?.version).toBeGreaterThan(1)
    expect(
      await refusedAs(
        team.run('answer.put', { id, requirementId: 'goals', version: 1, answer: text('From the old form') }),
      ),
    ).toBe('conflict stale_version')
    expect((await team.audit(id)).map((a) => a.action)).toContain('answer.clear')
  })

  test('what does not fit is refused with what was expected', async () => {
    const team = await makeSalesTeam()
    const id = await likelyDeal(team)
    const put = (requirementId: string, answer: GivenAnswer) =>
      refusal(team.answer(id, requirementId, answer))
    expect(await put('champion', text('Ines'))).toMatchObject({ code: 'invalid' })
    expect(await put('goals', { state: 'none' })).toMatchObject({ code: 'invalid' })
    expect(await put('nonsense', text('x'))).toMatchObject({ code: 'not_found' })
  })

  test('a viewer, a stranger and another workspace change nothing', async () => {
    const [team, other] = await Promise.all([makeSalesTeam(), makeSalesTeam()])
    const id = await likelyDeal(team)
    const put = { id, requirementId: 'goals', version: 0, answer: text('Mine') }
    expect(await refusedAs(team.run('answer.put', put, team.as.viewer))).toBe('forbidden')
    expect(await refusedAs(team.run('answer.put', put, await team.space.actorWith('ae')))).toBe(
      'not_found deal_not_found',
    )
    expect(await refusedAs(other.run('answer.put', put))).toBe('not_found deal_not_found')
    expect(await refusedAs(other.run('answer.list', { id }))).toBe('not_found deal_not_found')
  })
})

describe('excusing', () => {
  test('a manager waives with a reason until a day; from then on it is owed, and the scores follow', async () => {
    const team = await makeSalesTeam()
    const id = await likelyDeal(team)
    expect(await refusedAs(team.answer(id, 'champion', waived))).toBe('forbidden')
    const past = { ...waived, expiresAt: '2026-11-01T00:00:00.000Z' }
    expect(await refusedAs(team.answer(id, 'champion', past, team.as.salesLead))).toBe('invalid')
    const brief = await team.answer(id, 'champion', waived, team.as.salesLead)
    const item = brief.items.find((i) => i.requirementId === 'champion')
    expect(item).toMatchObject({ status: 'waived', answer: { reason: 'Reference customer' } })
    expect(item?.answer?.approver?.id).toBe(team.ids.salesLead)
    expect(brief.completeness).toMatchObject({ required: 5, excused: 1 })
    expect(await team.jobs('refresh-scores')).toEqual([{ dealId: id }])
    team.setClock('2026-11-20T00:00:01.000Z')
    const later = await team.run('answer.list', { id }, team.as.ae)
    expect(later.items.find((i) => i.requirementId === 'champion')?.status).toBe('expired')
    expect(later.owed).toContain('champion')
  })

  test('nobody waives an answer they owe themselves', async () => {
    const team = await makeSalesTeam()
    const id = await likelyDeal(team)
    const both = await team.space.addMember({ roles: ['ae', 'sales_manager'], email: 'bea@example.com' })
    await team.tell({ ...mid, ownerEmail: 'bea@example.com' })
    const error = await refusal(team.answer(id, 'champion', waived, await team.space.actorOf(both)))
    expect(error.message).toContain('Nobody waives an answer they owe themselves')
  })

  test('unknown until a day, at most three per deal, never for goals and not for longer than ten days after signature', async () => {
    const team = await makeSalesTeam()
    const { deal_id: id } = await team.deal({ ...mid, stageId: 'won', signedAt: '2026-11-02T09:30:00.000Z' })
    const put = (requirementId: string, untilOn: string) => team.answer(id, requirementId, unknown(untilOn))
    expect(await refusedAs(put('goals', '2026-11-10'))).toBe('invalid')
    expect(await refusedAs(put('blockers', '2026-11-01'))).toBe('invalid')
    const late = await refusal(put('blockers', '2026-11-17'))
    expect(late.message).toContain('it must be known by 2026-11-16, 10 business days after signature')
    const brief = await put('blockers', '2026-11-16')
    expect(brief.items.find((i) => i.requirementId === 'blockers')?.status).toBe('unknown')
    expect(brief.completeness).toMatchObject({ given: 0, required: 6, excused: 1 })
    await put('source_system', '2026-11-10')
    await put('contract', '2026-11-10')
    expect(await refusedAs(put('deal_story', '2026-11-10'))).toBe('refused too_many_unknowns')
    await put('contract', '2026-11-11')
    team.setClock('2026-11-17T10:00:00.000Z')
    const after = await team.run('answer.list', { id }, team.as.ae)
    expect(after.items.find((i) => i.requirementId === 'blockers')?.status).toBe('expired')
  })
})

describe('unknown until a day, before the signature', () => {
  test('refuses a day the deal could not be won with, naming the last one allowed', async () => {
    const team = await makeSalesTeam()
    const id = await likelyDeal(team)
    const before = await team.run('answer.list', { id }, team.as.ae)
    const last = before.items.find((i) => i.requirementId === 'blockers')?.unknownLimitOn ?? ''
    expect(last > '2026-11-02').toBe(true)
    const late = await refusal(team.answer(id, 'blockers', unknown('2027-06-01')))
    expect(late).toMatchObject({ code: 'invalid' })
    expect(late.message).toContain(`it must be known by ${last}, 10 business days from today`)
    const brief = await team.answer(id, 'blockers', unknown(last))
    expect(brief.items.find((i) => i.requirementId === 'blockers')?.status).toBe('unknown')
    expect(brief.owed).not.toContain('blockers')
  })
})

describe('an answer and the tier', () => {
  test('an answer that makes a deal complex puts it in another tier, until it is won', async () => {
    const team = await makeSalesTeam()
    const { id, deal_id } = await team.deal(mid)
    await team.answer(deal_id, 'goals', text('Ship faster'))
    const brief = await team.answer(deal_id, 'data_migration', { state: 'given', value: true })
    expect(brief.tier).toBe('ent')
    const row = await team.row(id)
    expect(row).toMatchObject({ tier: 'ent', csm_id: team.ids.csm })
    expect(brief.items.find((i) => i.requirementId === 'goals')?.status).toBe('given')
    await team.tell({ stageId: 'won' })
    const { tier } = await team.answer(deal_id, 'data_migration', { state: 'given', value: false })
    expect(tier).toBe('ent')
  })

  test('a tier set by hand stays whatever is answered or told before the win', async () => {
    const team = await makeSalesTeam()
    const { id, version, deal_id } = await team.deal(mid)
    await team.run(
      'handoff.set_tier',
      { id, version, tier: 'ent', reason: 'A large customer' },
      team.as.salesLead,
    )
    await team.answer(deal_id, 'data_migration', { state: 'given', value: false })
    await team.tell({ ...mid, amount: { amountMinor: 500_000, currency: 'EUR' } })
    expect(await team.row(id)).toMatchObject({ tier: 'ent' })
  })

  test('a small deal that grows has its CSM named at once, who is told', async () => {
    const team = await makeSalesTeam()
    const { id } = await team.deal({ stageId: 'likely', amount: { amountMinor: 500_000, currency: 'EUR' } })
    expect((await team.row(id)).csm_id).toBeNull()
    await team.tell(mid)
    expect(await team.row(id)).toMatchObject({ tier: 'mid', csm_id: team.ids.csm })
    expect(await team.jobs('announce-handoff')).toContainEqual(
      expect.objectContaining({ handoffId: id, event: 'csm_named' }),
    )
  })

  test('back in a tier it had before, a deal has the steps of that tier again', async () => {
    const team = await makeSalesTeam()
    const { id } = await team.deal({ ...mid, amount: { amountMinor: 20_000_000, currency: 'EUR' } })
    expect((await team.step(id, 'intro_call')).status).toBe('waiting')
    await team.tell(mid)
    expect((await team.step(id, 'intro_call')).status).toBe('cancelled')
    await team.tell({ ...mid, amount: { amountMinor: 20_000_000, currency: 'EUR' } })
    expect(await team.step(id, 'intro_call')).toMatchObject({ status: 'waiting', round: 2 })
  })
})

describe('a small deal', () => {
  const small = { amount: { amountMinor: 500_000, currency: 'EUR' } }
  const goals: GivenAnswer = { state: 'given', value: fullAnswers['goals'] ?? '' }

  test('submits itself when it is complete at the win, or as soon as it is', async () => {
    const team = await makeSalesTeam()
    const { id, deal_id } = await team.deal({ ...small, stageId: 'likely' })
    await team.answer(deal_id, 'goals', goals)
    await team.tell({ ...small, stageId: 'won' })
    expect(await team.row(id)).toMatchObject({ status: 'submitted', closed_dirty: false })
    const late = await team.deal({ ...small, externalId: 'd-2', accountName: 'Suedwind', stageId: 'won' })
    expect(late).toMatchObject({ status: 'open', closed_dirty: true })
    await team.answer(late.deal_id, 'goals', goals)
    expect((await team.row(late.id)).status).toBe('submitted')
    expect((await team.audit(late.deal_id)).at(-1)).toMatchObject({ action: 'handoff.submit' })
  })

  test('does not submit itself with a gap that opened after the brief was complete once', async () => {
    const team = await makeSalesTeam()
    const { id, deal_id } = await team.deal({ ...small, stageId: 'likely' })
    await team.answer(deal_id, 'goals', goals)
    await team.run('answer.clear', { id: deal_id, requirementId: 'goals', version: 1 }, team.as.ae)
    await team.tell({ ...small, stageId: 'won' })
    expect(await team.row(id)).toMatchObject({ status: 'open', closed_dirty: true })
  })

  test('that was completed on hold submits itself when it goes on', async () => {
    const team = await makeSalesTeam()
    const { id, version, deal_id } = await team.deal({ ...small, stageId: 'won' })
    await team.run('handoff.hold', { id, version, reason: 'Strike' }, team.as.salesLead)
    await team.answer(deal_id, 'goals', goals)
    expect((await team.row(id)).status).toBe('open')
    const after = await team.run(
      'handoff.resume',
      { id, version: (await team.row(id)).version },
      team.as.salesLead,
    )
    expect(after.status).toBe('submitted')
  })
})
