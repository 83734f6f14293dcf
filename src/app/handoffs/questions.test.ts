import { describe, expect, test } from 'vitest'
import { refusal, refusedAs } from '../../../test/support/refusal.ts'
import { makeSalesTeam } from '../../../test/support/sales-team.ts'

const ask = { requirementId: 'goals', text: 'Which number is it?' }

describe('a question', () => {
  test('reaches the seller, also before the win, and stands in their day until it is answered', async () => {
    const team = await makeSalesTeam()
    const { id, deal_id } = await team.deal({
      stageId: 'likely',
      amount: { amountMinor: 5_000_000, currency: 'EUR' },
    })
    const asked = await team.run('question.ask', { id, ...ask }, team.as.csm)
    const [question] = asked.questions
    expect(question).toMatchObject({ text: ask.text, askedBy: { id: team.ids.csm }, answer: null })
    expect(await team.jobs('announce-handoff')).toContainEqual(
      expect.objectContaining({ event: 'question_asked', detail: { text: ask.text } }),
    )
    const today = await team.run('handoff.today', {}, team.as.ae)
    expect(today.groups.find((g) => g.id === 'questions')?.items).toMatchObject([{ title: ask.text }])
    const brief = await team.run('answer.list', { id: deal_id }, team.as.ae)
    expect(brief.items.find((i) => i.requirementId === 'goals')?.openQuestions).toBe(1)
    const answer = { id: question?.id ?? '', version: 1, answer: 'Twenty per cent' }
    const answered = await team.run('question.answer', answer, team.as.ae)
    expect(answered.questions).toMatchObject([
      { answer: 'Twenty per cent', answeredBy: { id: team.ids.ae }, version: 2 },
    ])
    expect((await team.audit(deal_id)).map((a) => a.action)).toEqual(
      expect.arrayContaining(['question.ask', 'question.answer']),
    )
    expect((await refusal(team.run('question.answer', answer, team.as.ae))).detail).toBe('already_answered')
  })

  test('about something the brief does not hold, from a seller, or from outside is refused', async () => {
    const [team, other] = await Promise.all([makeSalesTeam(), makeSalesTeam()])
    const { id } = await team.deal({ stageId: 'won', amount: { amountMinor: 500_000, currency: 'EUR' } })
    expect(
      await refusedAs(team.run('question.ask', { id, ...ask, requirementId: 'champion' }, team.as.csm)),
    ).toBe('invalid')
    expect(await refusedAs(team.run('question.ask', { id, ...ask }, team.as.ae))).toBe('forbidden')
    expect(await refusedAs(team.run('question.ask', { id, ...ask }, team.as.viewer))).toBe('forbidden')
    expect(await refusedAs(other.run('question.ask', { id, ...ask }))).toBe('not_found handoff_not_found')
    const { questions } = await team.run('question.ask', { id, ...ask }, team.as.csm)
    const answer = { id: questions[0]?.id ?? '', version: 1, answer: 'x' }
    expect(await refusedAs(team.run('question.answer', answer, team.as.csm))).toBe('forbidden')
    expect(await refusedAs(team.run('question.answer', { ...answer, version: 2 }, team.as.ae))).toBe(
      'conflict stale_version',
    )
    expect(await refusedAs(other.run('question.answer', answer))).toBe('not_found question_not_found')
  })
})
