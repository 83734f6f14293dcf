import { openHandoff } from '../arrange.ts'
import { accessible } from '../axe.ts'
import { gone, must, seen, until } from '../expect.ts'
import type { Journey } from '../journey.ts'
import type { Stage } from '../stage.ts'

const question = 'What hurts most'

export const answering: Journey = {
  name: 'A seller answers in the brief, it saves by itself, and a reload shows the answer with its source',
  async run(stage) {
    const { customer, handoffId } = await openHandoff(stage, { customer: 'Brass Lamps' })
    const page = await stage.as('jonas')
    await page.goto(`/handoffs/${handoffId}`)
    await seen(page.getByRole('heading', { name: customer, level: 1 }))
    await page.getByRole('button', { name: `Answer ${question}` }).click()
    await page.getByRole('textbox', { name: question }).fill('Two of three night shifts run without a list.')
    await page.getByText('The customer confirmed it').click()
    await page.getByRole('button', { name: /^Done/ }).click()
    await seen(page.getByRole('button', { name: `Edit ${question}` }))
    const tab = page.getByRole('tabpanel', { name: 'Brief' })
    await seen(tab.getByText('Confirmed by the customer'))
    await page.reload()
    await seen(tab.getByText('Two of three night shifts run without a list.'))
    await seen(tab.getByText('Confirmed by the customer'), tab.getByText('Jonas Weber'))
  },
}

export const autosave: Journey = {
  name: 'What is typed into the brief is kept without pressing anything',
  async run(stage) {
    const { dealId, handoffId } = await openHandoff(stage, { customer: 'Copper Kettle' })
    const page = await stage.as('jonas')
    await page.goto(`/handoffs/${handoffId}`)
    await page.getByRole('button', { name: `Answer ${question}` }).click()
    await page.getByRole('textbox', { name: question }).fill('Orders are typed twice.')
    await seen(page.getByRole('status').filter({ hasText: 'Saved' }))
    const { items } = await stage.call('jonas', 'answer.list', { id: dealId })
    const kept = items.find(({ label }) => label === question)
    must(
      kept?.answer?.value === 'Orders are typed twice.',
      'The page says saved, the server does not have it',
    )
    await accessible(page, 'The brief while an answer is edited')
  },
}

export const conflict: Journey = {
  name: 'Two people write the same answer: both values are shown and nothing is overwritten in silence',
  async run(stage) {
    stage.expectRefusal(409, /\/answers\//)
    const { dealId, handoffId } = await openHandoff(stage, { customer: 'Dune Textiles' })
    const [jonas, sofia] = [
      await stage.as('jonas', { ownSession: true }),
      await stage.as('sofia', { ownSession: true }),
    ]
    for (const page of [jonas, sofia]) {
      await page.goto(`/handoffs/${handoffId}`)
      await page.getByRole('button', { name: `Answer ${question}` }).click()
      await seen(page.getByRole('textbox', { name: question }))
    }
    await jonas.getByRole('textbox', { name: question }).fill('Jonas: pickers walk eleven kilometres.')
    await sofia.getByRole('textbox', { name: question }).pressSequentially('Sofia: counting takes four days.')
    await seen(jonas.getByRole('status').filter({ hasText: 'Saved' }).or(jonas.getByRole('alert')))
    await seen(sofia.getByRole('status').filter({ hasText: 'Saved' }).or(sofia.getByRole('alert')))
    const [winner, loser] =
      (await jonas.getByRole('alert').filter({ hasText: question }).count()) > 0
        ? [
            { page: sofia, text: 'Sofia: counting' },
            { page: jonas, text: 'Jonas: pickers' },
          ]
        : [
            { page: jonas, text: 'Jonas: pickers' },
            { page: sofia, text: 'Sofia: counting' },
          ]
    const panel = loser.page.getByRole('region', { name: `${question}: changed by` })
    await seen(
      panel.getByText(winner.text),
      panel.getByText(loser.text),
      panel.getByText('Yours, not saved yet'),
    )
    await accessible(loser.page, 'A conflict in the brief')
    await serverHolds(stage, dealId, winner.text)
    await panel.getByRole('button', { name: 'Keep mine' }).click()
    await gone(panel)
    await seen(
      winner.page
        .getByRole('tabpanel', { name: 'Brief' })
        .getByText(loser.text)
        .or(winner.page.getByRole('textbox', { name: question })),
    )
    await holdsSoon(stage, dealId, loser.text)
  },
}

async function serverHolds(stage: Stage, dealId: string, text: string): Promise<void> {
  const { items } = await stage.call('jonas', 'answer.list', { id: dealId })
  const value = items.find(({ label }) => label === question)?.answer?.value
  must(typeof value === 'string' && value.startsWith(text), `The server holds ${JSON.stringify(value)}`)
}

async function holdsSoon(stage: Stage, dealId: string, text: string): Promise<void> {
  await until(`the server holds ${text}`, async () => {
    const { items } = await stage.call('jonas', 'answer.list', { id: dealId })
    return String(items.find(({ label }) => label === question)?.answer?.value).startsWith(text)
  })
}
