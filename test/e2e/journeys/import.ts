import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { accessible } from '../axe.ts'
import { at, gone, must, same, seen } from '../expect.ts'
import { fixture } from '../fixture.ts'
import type { Journey } from '../journey.ts'

export const importFiles: Journey = {
  name: 'Files are imported step by step, a misspelt product mended in one press, a bad row set aside, and a second run changes nothing',
  async run(stage) {
    const page = await stage.as('ines')
    await page.goto('/import')
    const files = ['deals.csv', 'products.csv'].map((name) => fixture(name, stage.mark))
    await page.getByLabel('Choose files').setInputFiles(files)
    await at(page, /\/import\/imp_/)
    const deals = page.getByRole('region', { name: 'deals.csv' })
    await reads(page, {
      account: 'Account',
      deal_stage: 'Stage',
      close_date: 'Closed on',
      close_value: 'Amount',
    })
    await seen(deals.getByText(/14 rows/))
    await accessible(page, 'Matching columns')
    await page.getByRole('button', { name: 'Preview', exact: true }).click()

    const look = page.getByRole('region', { name: 'Worth a look' })
    await seen(
      look.getByText('2 rows name the product "RegaloCore", which is not known. Did you mean "Regalo Core"?'),
    )
    await seen(look.getByText(/close_date .* set aside/))
    await accessible(page, 'The preview of an import')
    await look.getByRole('button', { name: 'Read as Regalo Core' }).click()
    await gone(look.getByText(/names? the product/))
    await page.getByRole('button', { name: 'Choose how to run it' }).click()
    await accessible(page, 'The last step before an import runs')
    await page.getByRole('button', { name: 'Import 15 records' }).click()
    await seen(page.getByText('Imported.'))
    await became(page, 'Deals', ['13', '0', '0'])
    const aside = page.getByRole('region', { name: 'Set aside' })
    await seen(aside.getByRole('row', { name: /^deals\.csv row 5 close_date 2026-13-45 / }))
    await accessible(page, 'The result of an import')
    await downloads(page, `${stage.mark}-5,Jonas Weber`)

    await page.getByRole('button', { name: 'Change and run again' }).click()
    await page.getByRole('button', { name: 'Preview', exact: true }).click()
    await page.getByRole('button', { name: 'Choose how to run it' }).click()
    await page.getByRole('button', { name: 'Import 15 records' }).click()
    await seen(page.getByText('Imported.'))
    await became(page, 'Deals', ['0', '0', '13'])

    await page.goto(`/deals?search=${stage.mark}`)
    await page.getByRole('searchbox').fill(`Papaya Prints ${stage.mark}`)
    await seen(page.getByRole('row', { name: `Papaya Prints ${stage.mark}` }))
  },
}

/** What is suggested for each column. */
async function reads(page: Page, columns: Readonly<Record<string, string>>): Promise<void> {
  for (const [column, becomes] of Object.entries(columns)) {
    const choice = page.getByRole('combobox', { name: `What the column ${column} becomes` })
    await same(() => choice.locator('option:checked').innerText(), becomes, `what ${column} becomes`)
  }
}

async function became(page: Page, kind: string, counts: readonly string[]): Promise<void> {
  const row = page.getByRole('region', { name: 'What became of the records' }).getByRole('row', {
    name: [kind, ...counts].join(' '),
    exact: true,
  })
  await seen(row)
}

async function downloads(page: Page, holds: string): Promise<void> {
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download CSV' }).click()
  const path = await (await coming).path()
  must(readFileSync(path, 'utf8').includes(holds), 'The file of rows set aside does not hold the bad one')
}
