import { describe, expect, test } from 'vitest'
import { refusal, refusedAs } from '../../../test/support/refusal.ts'
import { makeSalesTeam, type SalesTeam } from '../../../test/support/sales-team.ts'
import { mailsOf, notesOf } from '../../../test/support/told.ts'
import type { Actor } from '../context.ts'

const ask = { requirementId: 'goals', name: 'Sue', email: 'sue@example.com', note: 'You ran the trial.' }
const given = { version: 0, answer: { state: 'given' as const, value: 'Ship 20 % faster by June 2027' } }

async function asked(team: SalesTeam, stageId: 'open' | 'likely' = 'likely') {
  await team.tell({ stageId, amount: { amountMinor: 5_000_000, currency: 'EUR' } })
  const dealId = await team.dealIdOf('d-1')
  const link = await team.run('contribution.ask', { id: dealId, ...ask }, team.as.ae)
  const colleague: Actor = { kind: 'contributor', linkId: link.id, dealId, requirementId: 'goals' }
  return { dealId, link, colleague }
}

describe('asking a colleague by link', () => {
  test('mails them the one question, and the link is shown once', async () => {
    const team = await makeSalesTeam()
    const { dealId, link } = await asked(team)
    expect(link.link).toMatch(/^https:\/\/handoff\.example\.com\/contribute#/)
    const [mail] = await mailsOf(team.space)
    expect(mail?.text).toContain('What do they want to achieve?')
    expect(mail?.text).toContain('You ran the trial.')
    const { items } = await team.run('contribution.list', { id: dealId }, team.as.ae)
    expect(items).toMatchObject([{ askedName: 'Sue', requirementLabel: 'Business goals', answeredAt: null }])
    expect(items[0]).not.toHaveProperty('link')
    expect((await team.audit(dealId)).at(-1)).toMatchObject({ action: 'contribution.ask' })
  })

  test.each(['open', 'likely'] as const)(
    'their answer stands in the brief of a deal that is %s, and whoever asked is told',
    async (stage) => {
      const team = await makeSalesTeam()
      const { dealId, colleague } = await asked(team, stage)
      const shown = await team.run('contribution.show', {}, colleague)
      expect(shown).toMatchObject({ askedBy: 'Abel', askedName: 'Sue', item: { label: 'Business goals' } })
      const { thanks } = await team.run('contribution.answer', given, colleague)
      expect(thanks).toContain('Abel is told')
      const brief = await team.run('answer.list', { id: dealId }, team.as.ae)
      expect(brief.items.find((i) => i.requirementId === 'goals')).toMatchObject({
        status: 'given',
        answer: { source: 'contributor', sourceLabel: 'Sue', author: null },
      })
      expect(await notesOf(team.space)).toMatchObject([
        { who: 'Abel', event: 'contribution_answered', title: 'Sue answered for Nordwind' },
      ])
      expect(await refusedAs(team.run('contribution.answer', given, colleague))).toBe(
        'conflict stale_version',
      )
    },
  )

  test('the link does nothing else: no waiver, no brief, nothing once it expired or was taken back', async () => {
    const team = await makeSalesTeam()
    const { dealId, link, colleague } = await asked(team)
    const waived = { state: 'waived' as const, reason: 'x', expiresAt: '2026-12-01T00:00:00.000Z' }
    expect(await refusedAs(team.run('contribution.answer', { version: 0, answer: waived }, colleague))).toBe(
      'forbidden',
    )
    expect(await refusedAs(team.run('answer.list', { id: dealId }, colleague))).toBe('forbidden')
    expect(await refusedAs(team.run('contribution.show', {}, team.as.ae))).toBe('forbidden')
    const back = await team.run('contribution.revoke', { id: link.id }, team.as.ae)
    expect(back.revokedAt).not.toBeNull()
    expect(await refusedAs(team.run('contribution.show', {}, colleague))).toBe(
      'not_found contribution_not_found',
    )
    const next = await team.run('contribution.ask', { id: dealId, ...ask }, team.as.ae)
    team.setClock('2026-11-16T10:00:01.000Z')
    const late = await refusal(
      team.run('contribution.answer', given, { ...colleague, linkId: next.id } as Actor),
    )
    expect(late.detail).toBe('link_expired')
  })

  test('viewers, strangers and other workspaces ask nobody and take no link back', async () => {
    const [team, other] = await Promise.all([makeSalesTeam(), makeSalesTeam()])
    const { dealId, link } = await asked(team)
    const stranger = await team.space.actorWith('ae')
    expect(await refusedAs(team.run('contribution.ask', { id: dealId, ...ask }, team.as.viewer))).toBe(
      'forbidden',
    )
    expect(await refusedAs(team.run('contribution.ask', { id: dealId, ...ask }, stranger))).toBe(
      'not_found deal_not_found',
    )
    expect(await refusedAs(team.run('contribution.revoke', { id: link.id }, stranger))).toBe(
      'not_found contribution_not_found',
    )
    expect(await refusedAs(other.run('contribution.revoke', { id: link.id }))).toBe(
      'not_found contribution_not_found',
    )
    expect(
      await refusedAs(
        team.run('contribution.ask', { id: dealId, ...ask, requirementId: 'nonsense' }, team.as.ae),
      ),
    ).toBe('not_found requirement_not_found')
  })
})
