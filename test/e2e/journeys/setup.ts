import { accessible } from '../axe.ts'
import { at, must, seen } from '../expect.ts'
import type { Journey } from '../journey.ts'

export const wonByHand: Journey = {
  name: 'A deal won by hand becomes a handoff with a tier, a CSM and steps',
  async run(stage) {
    const customer = `Nutmeg Hotels ${stage.mark}`
    const page = await stage.as('jonas')
    await page.goto('/deals')
    await page.getByRole('button', { name: 'New deal' }).click()
    const dialog = page.getByRole('dialog', { name: 'New deal' })
    await dialog.getByRole('textbox', { name: 'Customer' }).fill(customer)
    await dialog.getByRole('textbox', { name: 'Annual value', exact: true }).fill('120000')
    await accessible(page, 'The dialog for a new deal')
    await dialog.getByRole('button', { name: 'Make the deal' }).click()
    await at(page, /\/deals\/del_/)
    await seen(
      page.getByRole('heading', { name: customer, level: 1 }),
      page.getByRole('region', { name: 'The gate' }),
    )
    await page.getByRole('button', { name: 'Move to another stage' }).click()
    await page.getByRole('menuitem', { name: 'Won' }).click()
    await page.getByRole('link', { name: 'Open the handoff' }).click()
    await at(page, /\/handoffs\/hnd_/)
    await seen(page.getByRole('heading', { name: customer, level: 1 }))
    await seen(
      page.getByRole('button', { name: /^Tier Enterprise/ }),
      page.getByRole('button', { name: /^CSM .+: why/ }),
    )
    await page.getByRole('tab', { name: /^Steps/ }).click()
    const steps = page.getByRole('tabpanel', { name: /^Steps/ })
    await seen(steps.getByRole('listitem', { name: 'Introduce the CSM on a call' }))
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    const handoff = await stage.call('ines', 'handoff.show', { id })
    must(handoff.csm !== null && handoff.routing !== null, 'Nobody was named, or nobody can say why')
    must(handoff.steps.length > 5, `Only ${handoff.steps.length} steps`)
    must(
      handoff.steps.every(({ owner }) => owner.id !== ''),
      'A step has no owner',
    )
  },
}
