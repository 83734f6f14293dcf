import { memberId } from '../arrange.ts'
import { accessible } from '../axe.ts'
import { at, gone, must, seen } from '../expect.ts'
import type { Journey } from '../journey.ts'

const password = 'seven wet umbrellas'

export const invitation: Journey = {
  name: 'Somebody is invited; the mail can be read on screen, and its link lets them in with a password of their own',
  async run(stage) {
    const name = `Lotte ${stage.mark}`
    const email = `lotte.${stage.mark}@regalo.example`
    const page = await stage.as('ines')
    await page.goto('/people')
    await page.getByRole('button', { name: 'Invite', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Invite somebody' })
    await dialog.getByRole('button', { name: 'Invite', exact: true }).click()
    await seen(dialog.getByText(/name/i).first())
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
    await dialog.getByRole('textbox', { name: 'E-mail' }).fill(email)
    await dialog.getByRole('checkbox', { name: 'Account executive' }).check()
    await accessible(page, 'The dialog that invites')
    await dialog.getByRole('button', { name: 'Invite', exact: true }).click()
    await seen(page.getByRole('dialog', { name: `${name} is invited` }))

    await page.goto('/settings/mails')
    await page.getByRole('listitem').filter({ hasText: email }).getByRole('button').first().click()
    const mail = page.getByRole('dialog')
    await seen(mail.getByText(email))
    await accessible(page, 'A mail that is read on screen')
    const link = await mail.getByRole('link').first().getAttribute('href')
    must(link?.includes('/sign-in/link#') === true, `The mail links to ${link}`)

    const invited = await stage.visitor()
    await invited.goto(link)
    await seen(invited.getByRole('heading', { name: /^Join / }))
    await accessible(invited, 'An invitation')
    await invited.getByLabel('Password', { exact: true }).fill(password)
    await invited.getByRole('button', { name: 'Accept the invitation' }).click()
    await seen(invited.getByRole('heading', { name: 'Today', level: 1 }))
    await seen(invited.getByRole('button', { name: `Account of ${name}` }))

    stage.expectRefusal(422, /\/sign-in\/link\/redeem$/)
    stage.expectRefusal(401, /\/sign-in\/link\/redeem$/)
    stage.expectRefusal(409, /\/sign-in\/link\/redeem$/)
    const again = await stage.visitor()
    await again.goto(link)
    await again.getByLabel('Password', { exact: true }).fill(password)
    await again.getByRole('button', { name: 'Accept the invitation' }).click()
    await seen(again.getByRole('alert'))
    await at(again, /\/sign-in\/link/)
  },
}

export const inviteMany: Journey = {
  name: 'A list of people is checked line by line before anybody is added',
  async run(stage) {
    const page = await stage.as('ines')
    await page.goto('/people')
    await page.getByRole('button', { name: 'Invite many' }).click()
    const dialog = page.getByRole('dialog', { name: 'Invite many' })
    const list = [
      'name;email;roles;team',
      `Nina Sand;nina.${stage.mark}@regalo.example;ae;Sales`,
      `Omar Lys;omar.${stage.mark}@regalo.example;csm;Customer Success`,
      'Pia Grau;not an address;ae;Sales',
    ].join('\n')
    await dialog.getByRole('textbox', { name: 'Or paste the list' }).fill(list)
    await dialog.getByRole('button', { name: 'Check' }).click()
    await seen(dialog.getByRole('table').getByText(/e-?mail/i))
    await accessible(page, 'The check of a list of people')
    const before = await stage.call('ines', 'member.list', { search: stage.mark })
    must(before.items.length === 0, 'Somebody was added by the check alone')
    await dialog.getByRole('button', { name: 'Invite 2 people' }).click()
    await gone(dialog)
    await page.getByRole('searchbox', { name: 'Search people' }).fill(`nina.${stage.mark}`)
    await seen(page.getByRole('row', { name: 'Nina Sand' }))
  },
}

export const outOfOffice: Journey = {
  name: 'Somebody is out of office and somebody else stands in, until they are back',
  async run(stage) {
    const id = await memberId(stage, 'marta')
    const page = await stage.as('marta')
    await page.goto(`/people?member=${id}`)
    const sheet = page.getByRole('dialog', { name: 'Marta Lindqvist' })
    await sheet.getByRole('button', { name: 'Out of office…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Marta Lindqvist is out of office' })
    await dialog.getByLabel('Last day').fill('2031-01-10')
    await dialog.getByRole('combobox', { name: 'Who stands in' }).fill('Jonas')
    await page.getByRole('option', { name: /Jonas Weber/ }).click()
    await accessible(page, 'The dialog for out of office')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await seen(sheet.getByText('Out of office', { exact: true }), sheet.getByText(/Jonas Weber/))
    await sheet.getByRole('button', { name: 'They are back' }).click()
    await seen(sheet.getByRole('button', { name: 'Out of office…' }))
  },
}
