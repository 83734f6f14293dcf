import { openHandoff } from '../arrange.ts'
import { accessible } from '../axe.ts'
import { must, seen, until } from '../expect.ts'
import type { Journey } from '../journey.ts'

export const todayOfSeller: Journey = {
  name: 'A seller sees today what they owe and does a step with one click, and can take that back',
  async run(stage) {
    const { customer, handoffId } = await openHandoff(stage, { customer: 'Alpine Tea' })
    const page = await stage.as('jonas')
    await page.goto('/')
    await seen(page.getByRole('heading', { name: 'Today', level: 1 }))
    const title = 'Introduce the CSM to the customer'
    const done = page.getByRole('button', { name: `Done: ${title}, ${customer}` })
    await seen(done)
    await accessible(page, 'Today of a seller')
    await done.click()
    const undo = page.getByRole('button', { name: `Undo: ${title}, ${customer}` })
    await undo.click()
    await seen(done)
    await done.click()
    await seen(undo)
    // Whoever goes away at once has done it all the same.
    await page.goto('/pipeline')
    await until('the step is done', async () => {
      const { steps } = await stage.call('ines', 'handoff.show', { id: handoffId })
      return steps.find((step) => step.title === title)?.status === 'done'
    })
  },
}

export const todayOfOthers: Journey = {
  name: 'A CSM, a sales manager, a CS manager and RevOps each see their own work today',
  async run(stage) {
    const csm = await stage.as('sofia')
    await csm.goto('/')
    await seen(
      csm.getByRole('heading', { name: 'Today', level: 1 }),
      csm.getByRole('region').getByRole('listitem'),
    )
    for (const person of ['marta', 'ruth', 'ines'] as const) {
      const page = await stage.as(person)
      await page.goto('/')
      // Who has no work of their own sees at once how the others stand.
      const others = page.getByRole('radio', { name: person === 'ines' ? 'Everyone’s' : 'My team’s' })
      await seen(others, page.getByRole('region').getByRole('listitem'))
      must(await others.isChecked(), `${person} does not see the others first`)
      await accessible(page, `Today of ${person}`)
    }
  },
}
