import { openHandoff, submittedHandoff } from '../arrange.ts'
import { at, counted, gone, holds, seen } from '../expect.ts'
import type { Journey } from '../journey.ts'

export const pipeline: Journey = {
  name: 'The pipeline is searched and filtered in its address, walked by keyboard, and a handoff opened from it',
  async run(stage) {
    const word = `Iris${stage.mark}`
    await openHandoff(stage, { customer: `${word} Alpha` })
    await submittedHandoff(stage, { customer: `${word} Beta` })
    const page = await stage.as('ines')
    await page.goto('/pipeline')
    const rows = page.getByRole('grid', { name: 'Handoffs' }).getByRole('row').filter({ hasText: word })
    await seen(page.getByRole('grid', { name: 'Handoffs' }).getByRole('row').nth(3))
    await page.keyboard.press('/')
    await page.keyboard.type(word)
    await at(page, new RegExp(`q=${word}`))
    await counted(rows, 2)
    await page.getByRole('button', { name: 'Add a filter' }).click()
    await page.getByRole('option', { name: 'Status' }).click()
    await page.getByRole('option', { name: 'Submitted' }).click()
    await page.keyboard.press('Escape')
    await at(page, /status=submitted/)
    await counted(rows, 1)

    await page.reload()
    await counted(rows, 1)
    await holds(page.getByRole('searchbox', { name: /Search customers/ }), word)
    await page.getByRole('radio', { name: 'All' }).check()
    await counted(rows, 2)
    await gone(page.getByRole('button', { name: 'Remove the filter Status' }))

    await page.getByRole('heading', { name: 'Pipeline', level: 1 }).click()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    await page.keyboard.press('Enter')
    await at(page, /\/handoffs\/hnd_/)
    await seen(page.getByRole('heading', { level: 1, name: word }))
    await page.goBack()
    await at(page, new RegExp(`q=${word}`))
    await counted(rows, 2)
  },
}
