import { handoffOf, openHandoff, submittedHandoff, values } from '../arrange.ts'
import { accessible } from '../axe.ts'
import { counted, gone, inStatus, must, seen, until } from '../expect.ts'
import type { Journey } from '../journey.ts'

export const acceptWithGaps: Journey = {
  name: 'A seller submits, the CSM accepts with a gap, the question appears and the seller answers it',
  async run(stage) {
    const arranged = await openHandoff(stage, { customer: 'Elm Furniture', answered: 'gate' })
    const jonas = await stage.as('jonas')
    await jonas.goto(`/handoffs/${arranged.handoffId}`)
    await jonas.getByRole('button', { name: 'Submit', exact: true }).click()
    const submit = jonas.getByRole('dialog', { name: /^Submit to Sofia Marchetti/ })
    await submit.getByLabel('A word to go with it').fill('They are in a hurry: the lease ends in August.')
    await accessible(jonas, 'The submit dialog')
    await submit.getByRole('button', { name: 'Submit', exact: true }).click()
    await gone(submit)
    await inStatus(jonas, 'Submitted')

    const sofia = await stage.as('sofia')
    await sofia.goto(`/handoffs/${arranged.handoffId}`)
    await sofia.getByRole('button', { name: 'More actions' }).click()
    await sofia.getByRole('menuitem', { name: 'Accept with gaps…' }).click()
    const dialog = sofia.getByRole('dialog', { name: 'Accept with gaps' })
    await dialog.getByRole('checkbox', { name: 'Scope, and what is not part of it' }).check()
    await dialog
      .getByRole('textbox', { name: 'What is missing in Scope, and what is not part of it' })
      .fill('Is the cold store part of it?')
    await accessible(sofia, 'The dialog to accept with gaps')
    await dialog.getByRole('button', { name: 'Accept with gaps' }).click()
    await gone(dialog)
    await inStatus(sofia, 'Accepted')
    await seen(sofia.getByRole('article', { name: 'Question about Scope, and what is not part of it' }))

    await jonas.goto(`/handoffs/${arranged.handoffId}?tab=questions`)
    const question = jonas.getByRole('article', { name: 'Question about Scope, and what is not part of it' })
    await question
      .getByRole('textbox', { name: /Is the cold store part of it/ })
      .fill('No, from next year on.')
    await question.getByRole('button', { name: 'Answer', exact: true }).click()
    await seen(question.getByText('No, from next year on.'), question.getByText(/Jonas Weber answered/))
    const { status, acceptedWithGaps } = await handoffOf(stage, arranged)
    must(status === 'accepted' && acceptedWithGaps, `It is ${status} and not accepted with gaps`)
  },
}

export const returned: Journey = {
  name: 'A CSM returns a handoff with its gaps, the seller mends and submits again, and it is judged a second time',
  async run(stage) {
    const arranged = await submittedHandoff(stage, { customer: 'Fern Nursery' })
    const sofia = await stage.as('sofia')
    await sofia.goto(`/handoffs/${arranged.handoffId}`)
    await sofia.getByRole('button', { name: 'Return', exact: true }).click()
    const dialog = sofia.getByRole('dialog', { name: 'Return to Sales' })
    await dialog.getByRole('checkbox', { name: 'Special terms' }).check()
    await dialog
      .getByRole('textbox', { name: 'What is missing in Special terms' })
      .fill('Who approved the discount?')
    await dialog.getByLabel('A word to Jonas Weber').fill('Nearly there.')
    await dialog.getByRole('button', { name: 'Return', exact: true }).click()
    await gone(dialog)
    await inStatus(sofia, 'Returned')

    const jonas = await stage.as('jonas')
    await jonas.goto(`/handoffs/${arranged.handoffId}`)
    await seen(jonas.getByRole('region', { name: /Sofia Marchetti returned it/ }).getByText('Nearly there.'))
    await seen(jonas.getByText('Who approved the discount?'))
    await jonas.getByRole('button', { name: 'Answer Special terms' }).click()
    await jonas
      .getByRole('textbox', { name: 'Special terms' })
      .fill('Ten percent off, approved by Marta Lindqvist.')
    await jonas.getByRole('button', { name: /^Done/ }).click()
    await seen(jonas.getByRole('button', { name: 'Edit Special terms' }))
    await jonas.getByRole('button', { name: 'Submit', exact: true }).click()
    await jonas.getByRole('dialog').getByRole('button', { name: 'Submit', exact: true }).click()
    await gone(jonas.getByRole('dialog'))

    await sofia.reload()
    await sofia.getByRole('button', { name: 'Accept', exact: true }).click()
    const accept = sofia.getByRole('dialog', { name: 'Accept' })
    await seen(accept.getByText(/answers are missing/))
    await accept.getByRole('button', { name: 'Accept as it is' }).click()
    await inStatus(sofia, 'Accepted')
    await until('two verdicts are kept', async () => {
      const { verdicts } = await handoffOf(stage, arranged)
      return verdicts.length === 2 && verdicts.some(({ round, kind }) => round === 2 && kind === 'accepted')
    })
  },
}

export const live: Journey = {
  name: 'An open page changes by itself when somebody else accepts',
  async run(stage) {
    const { customer, handoffId } = await submittedHandoff(stage, {
      customer: 'Garnet Watches',
      annual: values.smb,
      answered: 'all',
    })
    const jonas = await stage.as('jonas', { ownSession: true })
    await jonas.goto(`/handoffs/${handoffId}`)
    await seen(jonas.getByRole('heading', { name: customer, level: 1 }))
    await inStatus(jonas, 'Submitted')
    const sofia = await stage.as('sofia')
    await sofia.goto(`/handoffs/${handoffId}`)
    await sofia.getByRole('button', { name: 'Accept', exact: true }).click()
    await inStatus(jonas, 'Accepted')
  },
}

export const acceptMany: Journey = {
  name: 'A CSM accepts several handoffs at once from the list',
  async run(stage) {
    const word = `Hazel${stage.mark}`
    const names = ['North', 'South', 'West']
    for (const name of names)
      await submittedHandoff(stage, { customer: `${word} ${name}`, annual: values.smb })
    const page = await stage.as('sofia')
    await page.goto(`/pipeline?status=submitted&q=${word}`)
    const grid = page.getByRole('grid', { name: 'Handoffs' })
    await counted(grid.getByRole('row').filter({ hasText: word }), names.length)
    for (const name of ['North', 'South']) {
      await grid.getByRole('gridcell', { name: `Select ${word} ${name}` }).click()
    }
    await seen(page.getByText('2 selected'))
    await accessible(page, 'The pipeline with rows selected')
    await page.getByRole('button', { name: /^Accept/ }).click()
    await seen(page.getByText('2 handoffs accepted'))
    await counted(grid.getByRole('row').filter({ hasText: word }), 1)
  },
}
