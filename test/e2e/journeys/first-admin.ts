import { accessible } from '../axe.ts'
import { at, inStatus, seen } from '../expect.ts'
import type { Journey } from '../journey.ts'

/** What each screen says while there is nothing to show. */
const empty = [
  ['/', /./],
  ['/pipeline', /No handoffs yet/],
  ['/deals', /./],
  ['/import', /Nothing was imported yet/],
  ['/connections', /./],
  ['/notifications', /./],
  ['/settings/keys', /No key yet/],
  ['/settings/mails', /No mail here/],
] as const

export const firstAdmin: Journey = {
  name: 'On an empty server the first admin makes the workspace with the printed link, every empty screen says why it is, and a test deal makes the first handoff',
  async run(stage) {
    const page = await stage.visitor({ at: 'empty' })
    await page.goto('/')
    await at(page, /\/sign-in/)
    await seen(page.getByRole('heading', { name: 'This server is new' }))
    await accessible(page, 'Sign-in of a new server')
    await page.goto(stage.world.empty.claimLink)
    await seen(page.getByRole('heading', { name: 'Make your workspace' }))
    await accessible(page, 'The form for the first admin')
    await page.getByRole('textbox', { name: 'Company' }).fill('Empty Shelves')
    await page.getByRole('textbox', { name: 'Your name' }).fill('Ada Admin')
    await page.getByRole('textbox', { name: 'E-mail' }).fill('ada@shelves.example')
    await page.getByLabel('Password', { exact: true }).fill('nine quiet lanterns')
    await page.getByRole('button', { name: 'Make the workspace' }).click()
    await at(page, /\/setup/)
    await seen(
      page.getByRole('heading', { name: 'Set-up', level: 1 }),
      page.getByRole('heading', { name: / of 7 done/ }),
    )
    await accessible(page, 'Set-up of an empty workspace')
    for (const [path, words] of empty) {
      await page.goto(path)
      await seen(page.getByRole('main').getByRole('heading', { level: 1 }))
      await seen(page.getByRole('main').getByText(words))
      await accessible(page, `${path} of an empty workspace`)
    }
    await page.goto('/setup')
    await page.getByRole('button', { name: 'Win a test deal' }).click()
    await at(page, /\/handoffs\/hnd_/)
    await seen(
      page.getByRole('button', { name: /^Tier SMB/ }),
      page.getByRole('button', { name: /^CSM .+: why/ }),
    )
    await page.getByRole('tab', { name: /^Steps/ }).click()
    await seen(page.getByRole('listitem', { name: 'Make the first contact' }))
    await page.getByRole('button', { name: 'Submit', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Submit', exact: true }).click()
    await inStatus(page, 'Submitted')
    await page.goto('/setup')
    await seen(page.getByRole('heading', { name: /Walk one deal through ?, done/ }))

    const other = await stage.visitor({ at: 'empty' })
    await other.goto(stage.world.empty.claimLink)
    await seen(other.getByRole('heading', { name: 'This server has its workspace already' }))
  },
}
