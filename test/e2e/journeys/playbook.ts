import { accessible } from '../axe.ts'
import { counted, must, seen } from '../expect.ts'
import type { Journey } from '../journey.ts'

export const playbook: Journey = {
  name: 'The playbook is read part by part, and a broken one is refused with line and column',
  async run(stage) {
    const page = await stage.as('ines')
    await page.goto('/playbook')
    await seen(page.getByRole('tab', { name: 'Overview' }))
    for (const name of await page.getByRole('tab').allInnerTexts()) {
      await page.getByRole('tab', { name }).click()
      await seen(page.getByRole('tabpanel', { name }))
      await accessible(page, `The playbook, ${name}`)
    }
    await page.goto('/playbook?part=versions')
    await page.getByRole('button', { name: 'Check a changed one' }).click()
    const source = page.getByRole('textbox', { name: 'Playbook as YAML' })
    const before = await source.inputValue()
    const broken = before.replace(/^tiers:/m, 'teirs:')
    must(broken !== before, 'The source has no tiers to misspell')
    await source.fill(broken)
    const line = broken.split('\n').findIndex((one) => one.startsWith('teirs:')) + 1
    const mistakes = page.getByRole('list', { name: 'Mistakes and warnings' })
    await seen(mistakes.getByText(`Line ${line}, column 1`), mistakes.getByText(/teirs/))
    await accessible(page, 'A playbook with mistakes')
    const publish = page.getByRole('button', { name: 'Publish' })
    must((await publish.getAttribute('aria-disabled')) === 'true', 'A broken playbook can be published')
    await counted(page.getByRole('dialog'), 0)
  },
}
