import type { Page } from 'playwright-core'
import { sendWebhooks } from '../../../src/simulators/webhook-sender.ts'
import { accessible } from '../axe.ts'
import { at, counted, gone, must, seen, until } from '../expect.ts'
import type { Journey } from '../journey.ts'

const meanings = { Qualified: 'Open', Proposal: 'Likely', 'Closed won': 'Won' } as const

export const webhook: Journey = {
  name: 'A webhook source is made, its signed events wait for what their stages mean, and a won deal becomes a handoff',
  async run(stage) {
    const page = await stage.as('ines', { ownSession: true })
    const { secret, url } = await makeSource(page, `Our CRM ${stage.mark}`)
    const bad = await sendWebhooks({ url, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', deals: 1 })
    must(
      bad.byStatus['401'] === 3,
      `Events with a wrong signature were answered ${JSON.stringify(bad.byStatus)}`,
    )
    await seen(page.getByText('The signature does not match: is the secret the right one?'))
    await accessible(page, 'A connection that refuses')
    const prefix = `${stage.mark}-`
    const report = await sendWebhooks({ url, secret, deals: 1, prefix, startMs: Date.now() })
    must(report.acknowledged.length === 3, `Acknowledged ${JSON.stringify(report.byStatus)}`)
    await gone(page.getByText('The last event was refused.'))

    await page.getByRole('tab', { name: /^Deliveries/ }).click()
    const rows = page.getByRole('grid', { name: 'Deliveries' }).getByRole('row', { name: /^Parked/ })
    await counted(rows, 3)
    await accessible(page, 'Deliveries of a connection')
    await page.getByRole('tab', { name: 'Stages' }).click()
    for (const [label, kind] of Object.entries(meanings)) {
      await page
        .getByRole('group', { name: `${label} means` })
        .getByText(kind, { exact: true })
        .click()
    }
    await accessible(page, 'Stages of a connection')
    const found = async () => (await stage.call('ines', 'handoff.list', { search: 'Northwind Mills' })).items
    await until('the won deal is a handoff', async () =>
      (await found()).some(({ status }) => status === 'open'),
    )

    await page.getByRole('tab', { name: /^Deliveries/ }).click()
    await counted(rows, 0)
    const done = page.getByRole('grid', { name: 'Deliveries' }).getByRole('row', { name: /^Handled/ })
    await counted(done, 3)
    await done.first().click()
    const sheet = page.getByRole('dialog', { name: 'Delivery' })
    await seen(sheet.getByLabel('Body as it came').getByText(/Northwind Mills/))
    await sheet.getByRole('button', { name: 'Replay' }).click()
    await seen(page.getByText('It is handled again'))
    await accessible(page, 'One delivery')
    await until('a replay makes no second handoff', async () => (await found()).length === 1)

    await page.goto('/pipeline?q=Northwind')
    await page.getByRole('row', { name: 'Northwind Mills' }).click()
    await at(page, /\/handoffs\/hnd_/)
    await seen(page.getByRole('button', { name: /^CSM .+: why/ }))
  },
}

/** Makes a source on the screen; answers what is shown only then. */
async function makeSource(page: Page, name: string): Promise<{ secret: string; url: string }> {
  await page.goto('/connections')
  await page.getByRole('button', { name: 'New webhook source' }).first().click()
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await accessible(page, 'The dialog for a new source')
  await page.getByRole('button', { name: 'Make it' }).click()
  const shown = page.getByRole('dialog', { name: `${name} is ready` })
  await seen(shown.getByText('This secret is shown only now.'))
  const [secret = '', url = ''] = await shown.getByRole('code').allInnerTexts()
  await shown.getByRole('button', { name: 'I have stored it' }).click()
  await at(page, /\/connections\/con_/)
  await seen(page.getByRole('heading', { name, level: 1 }))
  await accessible(page, 'A new connection')
  return { secret: secret.trim(), url: url.trim() }
}
