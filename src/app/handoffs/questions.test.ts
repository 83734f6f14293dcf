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
    expect(today.groups.find((g) => g.id === 'questions')?.items).toMatchObject([
      { title: expect.stringContaining(ask.text) },
    ])
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

describe('the clock of questions', () => {
  const asked = async () => {
    const team = await makeSalesTeam()
    const { id } = await team.deal({ stageId: 'won', amount: { amountMinor: 5_000_000, currency: 'EUR' } })
    const clocks = async () => {
      const { steps } = await team.run('handoff.show', { id }, team.as.csm)
      return steps.filter((step) => step.templateId === 'answer_questions')
    }
    return { team, id, clocks }
  }

  test('runs a business day for the seller from the first one, and ends with the last answer', async () => {
    const { team, id, clocks } = await asked()
    expect(await clocks()).toEqual([])
    const first = await team.run('question.ask', { id, ...ask }, team.as.csm)
    const [clock] = await clocks()
    expect(clock).toMatchObject({ status: 'open', owner: { id: team.ids.ae } })
    expect(clock?.dueAt).not.toBeNull()
    const second = await team.run('question.ask', { id, ...ask, text: 'And by when?' }, team.as.csm)
    expect(await clocks()).toMatchObject([{ id: clock?.id, dueAt: clock?.dueAt, status: 'open' }])
    const today = await team.run('handoff.today', {}, team.as.ae)
    const questions = today.groups.find((g) => g.id === 'questions')?.items ?? []
    expect(questions.map((q) => q.dueAt)).toEqual([clock?.dueAt, clock?.dueAt])
    expect(today.groups.flatMap((g) => g.items).filter((i) => i.title === clock?.title)).toEqual([])
    const answer = (question: string) =>
      team.run('question.answer', { id: question, version: 1, answer: 'x' }, team.as.ae)
    await answer(first.questions[0]?.id ?? '')
    expect(await clocks()).toMatchObject([{ status: 'open' }])
    const other = second.questions.find((q) => q.text === 'And by when?')
    await answer(other?.id ?? '')
    expect(await clocks()).toMatchObject([{ status: 'done' }])
    await team.run('question.ask', { id, ...ask, text: 'One more' }, team.as.csm)
    expect((await clocks()).map((c) => c.status)).toEqual(['done', 'open'])
  })

  test('runs for gaps that were accepted, not for those of a return, which is answered by submitting again', async () => {
    const { team, id, clocks } = await asked()
    const submit = async () => {
      const { version } = await team.run('handoff.show', { id }, team.as.ae)
      await team.run('handoff.submit', { id, version }, team.as.ae)
      return (await team.run('handoff.show', { id }, team.as.csm)).version
    }
    const gaps = [{ requirementId: 'goals', text: 'By when?' }]
    await team.run('handoff.return', { id, version: await submit(), gaps }, team.as.csm)
    expect(await clocks()).toEqual([])
    await team.run('handoff.accept', { id, version: await submit(), gaps }, team.as.csm)
    expect(await clocks()).toMatchObject([{ status: 'open' }])
  })
})
