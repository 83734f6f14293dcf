import { accessible } from '../axe.ts'
import { counted, seen } from '../expect.ts'
import type { Journey } from '../journey.ts'

const foreign = [
  '/handoffs/hnd_00000000000000000000000000',
  '/deals/del_00000000000000000000000000',
  '/nowhere',
]

export const permission: Journey = {
  name: 'A seller is offered nothing of RevOps, and what is not theirs is not found',
  async run(stage) {
    stage.expectRefusal(404, /\/(handoffs|deals)\//)
    const page = await stage.as('jonas')
    await page.goto('/')
    const nav = page.getByRole('navigation', { name: 'Main' })
    await seen(nav.getByRole('link', { name: 'Pipeline' }))
    for (const name of ['Import', 'Connections', 'Set-up']) await counted(nav.getByRole('link', { name }), 0)
    for (const path of foreign) {
      await page.goto(path)
      await seen(page.getByText('There is nothing here'))
    }
    await accessible(page, 'Not found')
    for (const path of [
      '/import',
      '/connections',
      '/setup',
      '/settings/keys',
      '/settings/mails',
      '/settings/audit',
    ]) {
      await page.goto(path)
      await seen(page.getByText('There is nothing here'))
    }
  },
}
