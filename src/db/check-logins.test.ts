import { expect, test } from 'vitest'
import { testDatabase } from '../../test/support/postgres.ts'
import { checkLogins } from './check-logins.ts'

test('the logins that were prepared are let in', async () => {
  const { appUrl, timerUrl } = await testDatabase()
  await expect(checkLogins({ appUrl, timerUrl })).resolves.toBeUndefined()
})

test.each(['ownerUrl', 'superUrl'] as const)(
  'serving with the %s is refused: row-level security would not hold it',
  async (login) => {
    const database = await testDatabase()
    await expect(checkLogins({ ...database, appUrl: database[login] })).rejects.toThrow(
      /^DATABASE_URL is the login \w+, which row-level security does not hold/,
    )
  },
)

test('the timer login cannot serve, and no other login can take its place', async () => {
  const database = await testDatabase()
  const { appUrl, timerUrl, ownerUrl } = database
  await expect(checkLogins({ appUrl: timerUrl, timerUrl })).rejects.toThrow(/may not serve/)
  for (const wrong of [appUrl, ownerUrl])
    await expect(checkLogins({ appUrl, timerUrl: wrong })).rejects.toThrow(/^DATABASE_TIMER_URL is the login/)
})
