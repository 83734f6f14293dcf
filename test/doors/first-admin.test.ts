import { describe, expect, test } from 'vitest'
import { newClaim } from '../../src/app/sign-in/claim-workspace.ts'
import { createPool } from '../../src/db/client.ts'
import { call, openDoors } from '../support/doors.ts'
import { email, password, sessionOf, useEntrance } from '../support/entrance.ts'
import { migratedDatabase } from '../support/postgres.ts'

const at = useEntrance()

describe('the first admin', () => {
  const claimed = { workspaceName: 'Acme Europe', name: 'Ada', email, password }

  test('is exactly one, however many claim with the token at once, and then nobody', async () => {
    const database = await migratedDatabase()
    const onError = (): void => undefined
    const pool = createPool({ url: database.appUrl, most: 8, name: 'claim', onError })
    const { token, claim } = newClaim()
    const { token: otherToken, claim: otherClaim } = newClaim()
    const empty = { ...at.runtime, pool }
    await using first = await openDoors(empty, { claim })
    await using second = await openDoors(empty, { claim: otherClaim })
    expect((await call(first, 'workspace.find', {})).json()).toEqual({
      workspace: null,
      ask: false,
      claim: true,
    })
    const wrong = await call(first, 'session.claim_workspace', { ...claimed, token: otherToken })
    expect(wrong.json()).toMatchObject({ status: 422, code: 'claim_not_valid' })
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        i % 2 === 0
          ? call(first, 'session.claim_workspace', { ...claimed, slug: `acme-${i}`, token })
          : call(second, 'session.claim_workspace', { ...claimed, slug: `acme-${i}`, token: otherToken }),
      ),
    )
    const won = answers.filter((it) => it.statusCode === 200)
    expect(won).toHaveLength(1)
    expect(answers.filter((it) => it.statusCode === 422)).toHaveLength(99)
    const session = won[0] ? sessionOf(won[0]) : ''
    const shown = (await call(first, 'session.show', {}, { session })).json()
    expect(shown).toMatchObject({ member: { roles: ['admin'] }, workspace: { name: 'Acme Europe' } })
    expect((await call(first, 'session.claim_workspace', { ...claimed, token })).statusCode).toBe(422)
    expect((await call(first, 'workspace.find', {})).json()).toMatchObject({ claim: false, ask: false })
    await pool.end()
  }, 60_000)

  test('cannot be made where no token was printed', async () => {
    const { token } = newClaim()
    expect((await call(at.app, 'session.claim_workspace', { ...claimed, token })).statusCode).toBe(422)
  })
})
