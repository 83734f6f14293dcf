import { submittedHandoff, values } from '../arrange.ts'
import { accessible } from '../axe.ts'
import { at, gone, inStatus, seen, until } from '../expect.ts'
import type { Journey } from '../journey.ts'

export const keyboardOnly: Journey = {
  name: 'A CSM finds a handoff, reads it and accepts it without touching the mouse',
  async run(stage) {
    const { customer, handoffId } = await submittedHandoff(stage, {
      customer: 'Maple Mills',
      annual: values.smb,
      answered: 'all',
    })
    const page = await stage.as('sofia')
    await page.goto('/')
    await seen(page.getByRole('heading', { name: 'Today', level: 1 }))
    await page.keyboard.press('Control+k')
    const palette = page.getByRole('dialog', { name: 'Command palette' })
    await seen(palette)
    await page.keyboard.type(customer)
    await seen(palette.getByRole('option', { name: customer }))
    await accessible(page, 'The command palette')
    await page.keyboard.press('Enter')
    await at(page, new RegExp(handoffId))
    await seen(
      page.getByRole('heading', { name: customer, level: 1 }),
      page.getByRole('tabpanel', { name: 'Brief' }),
    )
    await page.keyboard.press('2')
    await seen(page.getByRole('tabpanel', { name: 'Steps' }))
    await page.keyboard.press('5')
    await seen(page.getByRole('tabpanel', { name: 'Timeline' }))
    await page.keyboard.press('a')
    await inStatus(page, 'Accepted')
    await until('it is accepted', async () => {
      const { status } = await stage.call('sofia', 'handoff.show', { id: handoffId })
      return status === 'accepted'
    })
    await page.keyboard.press('g')
    await page.keyboard.press('p')
    await at(page, /\/pipeline/)
    await page.keyboard.press('?')
    const help = page.getByRole('dialog', { name: /shortcuts/i })
    await seen(help)
    await accessible(page, 'The list of shortcuts')
    await page.keyboard.press('Escape')
    await gone(help)
  },
}
