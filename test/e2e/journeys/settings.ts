import { accessible } from '../axe.ts'
import { gone, must, seen, until } from '../expect.ts'
import type { Journey } from '../journey.ts'

export const apiKey: Journey = {
  name: 'An API key is shown once, opens the API, and opens nothing once it is revoked',
  async run(stage) {
    const name = `Weekly report ${stage.mark}`
    const page = await stage.as('ines')
    await page.goto('/settings/keys')
    await page.getByRole('button', { name: 'New key' }).click()
    await page.getByRole('textbox', { name: 'What it is for' }).fill(name)
    await accessible(page, 'The dialog for a new key')
    await page.getByRole('button', { name: 'Make the key' }).click()
    const made = page.getByRole('dialog', { name: `“${name}” is there` })
    const key = await made.getByRole('textbox', { name: 'Key' }).inputValue()
    must(key.startsWith('tlk_'), 'The key does not look like one')
    await made.getByRole('button', { name: 'I have it' }).click()
    await gone(page.getByText(key))

    const ask = () =>
      fetch(`${stage.world.demo.url}/api/v1/workspace`, { headers: { authorization: `Bearer ${key}` } })
    const answer = await ask()
    must(answer.status === 200, `With the key the API answers ${answer.status}`)
    must((await answer.text()).includes('Regalo Systems'), 'The API does not answer the workspace')
    const row = page.getByRole('listitem').filter({ hasText: name })
    await row.getByRole('button', { name: 'Revoke' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await seen(row.getByText(/^Revoked/))
    await until('the revoked key opens nothing', async () => (await ask()).status === 401)
  },
}

export const choices: Journey = {
  name: 'Somebody chooses what they are told about, and it stays chosen',
  async run(stage) {
    const page = await stage.as('ruth')
    await page.goto('/settings/notifications')
    const mail = page.getByRole('group', { name: /: by mail$/ }).first()
    await mail.getByText('Digest').click()
    const onScreen = page.getByRole('switch', { name: /: on screen$/ }).nth(1)
    const before = await onScreen.isChecked()
    await onScreen.click()
    await until('both are kept', async () => {
      const { items } = await stage.call('ruth', 'notification.choices', {})
      return items[0]?.mail === 'digest' && items[1]?.inApp === !before
    })
    await page.reload()
    await until('the digest is still chosen', async () =>
      page
        .getByRole('group', { name: /: by mail$/ })
        .first()
        .getByRole('radio', { name: 'Digest' })
        .isChecked(),
    )
  },
}

export const calendar: Journey = {
  name: 'The hours of a calendar are changed, and the list shows the new ones',
  async run(stage) {
    const title = `Night shift ${stage.mark}`
    const page = await stage.as('ines')
    await page.goto('/settings/calendars')
    await page.getByRole('button', { name: 'New calendar' }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByRole('textbox', { name: /Name|Title/ }).fill(title)
    await accessible(page, 'A new calendar')
    await sheet.getByRole('button', { name: /Make|Save/ }).click()
    await gone(sheet)
    await page.getByRole('button', { name: `Change ${title}` }).click()
    await sheet.getByRole('textbox', { name: 'Monday, opens' }).fill('07:15')
    await sheet.getByRole('button', { name: 'Save' }).click()
    await seen(
      page
        .getByRole('listitem')
        .filter({ hasText: title })
        .getByText(/07:15|7:15/),
    )
  },
}
