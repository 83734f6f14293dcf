import type { Locator, Page } from 'playwright-core'
import { likelyDeal, values } from '../arrange.ts'
import { accessible } from '../axe.ts'
import { gone, holds, must, same, seen, until } from '../expect.ts'
import type { Journey } from '../journey.ts'

const limitMs = 180_000

/** What the seller says to each question a small deal is asked. */
const said: Readonly<Record<string, (question: Locator) => Promise<void>>> = {
  'Why they bought, and why now': fillText(
    'Their only buyer retires in June and nobody else knows the orders.',
  ),
  'What hurts most': fillText('Eleven of a hundred parcels go to the wrong address, at 14 euros each.'),
  Goals: async (question) => {
    await question.getByRole('textbox', { name: 'What shall change' }).first().fill('Wrong parcels')
    await question.getByRole('textbox', { name: 'Today' }).first().fill('11 %')
    await question.getByRole('textbox', { name: 'Target with its unit' }).first().fill('2 %')
    await question.getByLabel('By when').first().fill('2027-06-30')
  },
  Champion: async (question) => {
    await question.getByRole('textbox', { name: 'Name', exact: true }).fill('Bram de Wit')
    await question.getByRole('textbox', { name: 'E-mail' }).fill('bram@bikes.example')
  },
  'What we promised': (question) =>
    question.getByRole('button', { name: 'Nothing beyond the contract' }).click(),
}

function fillText(text: string) {
  return (question: Locator) => question.getByRole('textbox').fill(text)
}

export const captureOnPhone: Journey = {
  name: 'A small deal is captured on a phone in one go, through a lost connection, in under three minutes',
  async run(stage) {
    const { dealId } = await likelyDeal(stage, { customer: 'Juniper Bikes', annual: values.smb })
    const owed = async () => (await stage.call('jonas', 'answer.list', { id: dealId })).owed.length
    const all = await owed()
    must(all > 2 && all <= 5, `A small deal asks ${all} answers, expected three to five`)
    const startedAt = performance.now()
    let page = await stage.as('jonas', { phone: true })
    await page.goto(`/capture/${dealId}`)
    await answerNext(page)
    await same(owed, all - 1, 'answers owed')

    await stage.expectOffline(page, true)
    await answerNext(page)
    await seen(page.getByText('No connection.'))
    const question = await shown(page)
    await said[question]?.(page.getByRole('region', { name: question }))
    await seen(page.getByRole('status').filter({ hasText: /kept/i }))
    must((await owed()) === all - 1, 'Something arrived although there is no connection')
    page = await leaveAndReturn(page, `/capture/${dealId}`)
    await same(owed, all - 2, 'answers owed')
    must((await shown(page)) === question, 'It did not go on where it was left')
    await holdsDraft(page, question)

    await goOn(page)
    for (let left = all - 3; left > 0; left -= 1) await answerNext(page)
    await seen(page.getByRole('heading', { name: 'That was all. Thank you.' }))
    await seen(page.getByText('Yes, everything needed is there.'))
    await same(owed, 0, 'answers owed')
    const tookMs = performance.now() - startedAt
    must(tookMs < limitMs, `It took ${Math.round(tookMs / 1000)} s`)
    await accessible(page, 'The end of capture on a phone')
  },
}

export const askedByLink: Journey = {
  name: 'A seller hands one question to a colleague by link, who answers it without signing in',
  async run(stage) {
    const { customer, dealId } = await likelyDeal(stage, { customer: 'Kale Kitchens', annual: values.smb })
    const page = await stage.as('jonas', { phone: true })
    await page.goto(`/capture/${dealId}?q=pains`)
    await page.getByRole('button', { name: 'Somebody else knows this' }).click()
    const dialog = page.getByRole('dialog', { name: 'Who knows this?' })
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Elif the engineer')
    await dialog.getByRole('textbox', { name: /A word to them/ }).fill('You were in the workshop on Tuesday.')
    await accessible(page, 'The dialog that asks a colleague')
    await dialog.getByRole('button', { name: 'Make the link' }).click()
    const link = await page.getByRole('dialog').getByRole('textbox', { name: 'Link' }).inputValue()
    must(link.startsWith(`${stage.world.demo.url}/contribute#`), `The link is ${link}`)

    const colleague = await stage.visitor({ phone: true })
    await colleague.goto(link)
    await seen(
      colleague.getByRole('heading', {
        level: 1,
        name: `Jonas Weber asks you, Elif the engineer, about ${customer}`,
      }),
    )
    await seen(colleague.getByText('You were in the workshop on Tuesday.'))
    await accessible(colleague, 'One question by link')
    await colleague
      .getByRole('textbox', { name: 'What hurts most' })
      .fill('Recipes are on paper and get lost twice a week.')
    await colleague.getByRole('button', { name: /^Send the answer/ }).click()
    await seen(colleague.getByText('You can close this page.'))

    await page.goto(`/deals/${dealId}`)
    await seen(page.getByText('Recipes are on paper and get lost twice a week.'), page.getByText(/by link/))
  },
}

export const captureCutOff: Journey = {
  name: 'Any question can be asked after the connection was lost, and a screen that cannot be fetched waits for it',
  async run(stage) {
    const { dealId } = await likelyDeal(stage, { customer: 'Lark Lamps', annual: values.enterprise })
    const { items } = await stage.call('jonas', 'answer.list', { id: dealId })
    const page = await stage.as('jonas', { phone: true })
    await page.goto(`/capture/${dealId}`)
    await shown(page)
    await until('what a question opens has arrived', () => page.evaluate<boolean>(opensAll))
    await stage.expectOffline(page, true)
    for (const { requirementId, label } of items) {
      await page.evaluate(`history.pushState(null, '', '/capture/${dealId}?q=${requirementId}')`)
      const region = page.getByRole('region', { name: label, exact: true })
      await seen(region, region.locator('input, textarea, select, button').first())
    }
    await page.getByRole('button', { name: 'Somebody else knows this' }).click()
    const dialog = page.getByRole('dialog', { name: 'Who knows this?' })
    await seen(dialog)
    await dialog.getByRole('button', { name: 'Close' }).click()
    await gone(dialog)

    await page.getByRole('navigation').getByRole('link', { name: 'Playbook' }).click()
    await seen(page.getByText('This part of the page did not arrive'))
    await accessible(page, 'A screen that did not arrive')
    await page.getByRole('button', { name: 'Try again' }).click()
    await seen(page.getByRole('button', { name: 'Load the page anew' }))
    await stage.expectOffline(page, false)
    await seen(page.getByRole('tab', { name: 'Overview' }))
  },
}

/** In the page: the menu and the dialog of a question have been fetched. */
const opensAll =
  '["/MenuPopup-", "/DialogPopup-"].every((part) => performance.getEntriesByType("resource").some(({ name }) => name.includes(part)))'

/** Answers the question on the screen and goes on. */
async function answerNext(page: Page): Promise<void> {
  const question = await shown(page)
  const say = said[question]
  if (!say) throw new Error(`No seller expected to be asked “${question}” of a small deal`)
  await say(page.getByRole('region', { name: question }))
  if (question !== 'What we promised') await goOn(page)
  await gone(page.getByRole('heading', { level: 2, name: question, exact: true }))
}

async function shown(page: Page): Promise<string> {
  const heading = page.getByRole('main').getByRole('heading', { level: 2 })
  await seen(heading)
  return (await heading.first().innerText()).trim()
}

async function goOn(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(Next|Finish)/ }).click()
}

/** The phone is put away without a connection and taken out again where there is one. */
async function leaveAndReturn(page: Page, to: string): Promise<Page> {
  const context = page.context()
  await page.close()
  await context.setOffline(false)
  const again = await context.newPage()
  await again.goto(to)
  await until(
    'the questions are there',
    async () => (await again.getByRole('heading', { level: 2 }).count()) > 0,
  )
  return again
}

async function holdsDraft(page: Page, question: string): Promise<void> {
  const field = page.getByRole('region', { name: question }).getByRole('textbox').first()
  await holds(field, /.{5,}/)
}
