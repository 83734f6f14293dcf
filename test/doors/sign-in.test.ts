import { createHook } from 'node:async_hooks'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { call, signedIn } from '../support/doors.ts'
import { type Answer, email, password, said, secondMs, sessionOf, useEntrance } from '../support/entrance.ts'

const at = useEntrance()
const { signIn, show, pass } = at

describe('with e-mail and password', () => {
  test('somebody signs in, sees who they are, and signs out', async () => {
    const answer = await signIn({ email: 'ADA@example.com' })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['set-cookie']).toMatch(
      /^__Host-throughline=.*Path=\/;.*HttpOnly; Secure; SameSite=Lax$/,
    )
    const session = sessionOf(answer)
    expect((await show(session)).json()).toMatchObject({
      member: { name: 'Ada Admin' },
      workspace: { slug: at.workspace.slug },
    })
    expect((await call(at.app, 'session.sign_out', {}, { session })).statusCode).toBe(200)
    expect((await show(session)).statusCode).toBe(401)
  })

  test('the password counts exactly as typed', async () => {
    for (const wrong of [`${password} `, ` ${password}`, password.toUpperCase(), password.slice(0, -1), '']) {
      expect((await signIn({ password: wrong }, '198.51.100.2')).statusCode).toBe(401)
    }
  })

  test('nobody learns whether an address, a password or a workspace exists', async () => {
    const bo = await at.workspace.addMember({ roles: ['ae'], email: 'bo@example.com' })
    await at.workspace.addMember({ roles: ['ae'], email: 'sus@example.com', status: 'suspended' })
    const answers = await Promise.all([
      signIn({ password: 'wrong password' }, '198.51.100.3'),
      signIn({ email: 'nobody@example.com' }, '198.51.100.3'),
      signIn({ email: 'bo@example.com' }, '198.51.100.3'),
      signIn({ email: 'sus@example.com' }, '198.51.100.3'),
      signIn({ workspace: 'no-such-workspace' }, '198.51.100.3'),
      signIn({ email: 'ada@example\u212a.com' }, '198.51.100.3'),
    ])
    expect(bo).toBeTruthy()
    for (const answer of answers) expect(said(answer)).toEqual(said(answers[0] as Answer))
    expect(answers[0]?.json()).toMatchObject({ status: 401, code: 'wrong_credentials' })
  })

  test('an unknown address costs the same work as a wrong password, so the time says nothing', async () => {
    await at.workspace.addMember({ roles: ['ae'], email: 'bo@example.com' })
    await at.workspace.addMember({ roles: ['ae'], email: 'sus@example.com', status: 'suspended' })
    const workFor = async (given: Record<string, unknown>): Promise<number> => {
      let hashes = 0
      const watch = createHook({ init: (_id, type) => void (hashes += type === 'ARGON2REQUEST' ? 1 : 0) })
      watch.enable()
      await signIn({ password: 'wrong password', ...given }, '203.0.113.1')
      watch.disable()
      return hashes
    }
    expect(await workFor({})).toBe(1)
    expect(await workFor({ email: 'nobody@example.com' })).toBe(1)
    expect(await workFor({ email: 'bo@example.com' })).toBe(1)
    expect(await workFor({ email: 'sus@example.com' })).toBe(1)
    expect(await workFor({ email: 'no address' })).toBe(1)
    expect(await workFor({ workspace: 'no-such-workspace' })).toBe(1)
  })

  test('the eleventh wrong password for an address waits, also for the right one, until the quarter of an hour is over', async () => {
    const tries = await Promise.all(
      Array.from({ length: 15 }, (_, i) => signIn({ password: `wrong ${i}` }, `192.0.2.${i}`)),
    )
    expect(tries.filter((it) => it.statusCode === 401)).toHaveLength(10)
    const refused = await signIn()
    expect(refused.statusCode).toBe(429)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    pass(16 * 60_000)
    expect((await signIn()).statusCode).toBe(200)
  })

  test('signing in often is not held against anybody', async () => {
    for (let i = 0; i < 12; i++) expect((await signIn()).statusCode).toBe(200)
  })

  test('the limit for an unknown address is the same', async () => {
    const tries = await Promise.all(
      Array.from({ length: 12 }, (_, i) => signIn({ email: 'nobody@example.com' }, `192.0.2.${i}`)),
    )
    expect(tries.filter((it) => it.statusCode === 429)).toHaveLength(2)
  })

  test('one place cannot try many addresses', async () => {
    const tries = await Promise.all(
      Array.from({ length: 53 }, (_, i) => signIn({ email: `guess${i}@example.com` }, '2001:db8::1')),
    )
    expect(tries.filter((it) => it.statusCode === 429)).toHaveLength(3)
    expect((await signIn({ email: 'guess@example.com' }, '2001:db8:0:0:ffff::2')).statusCode).toBe(429)
    expect((await signIn({ email: 'guess@example.com' }, '2001:db8:1::1')).statusCode).toBe(401)
  })
})

describe('a session', () => {
  test('is a new one at every sign-in, whatever cookie came with it', async () => {
    const planted = sessionOf(await signIn())
    const answer = await call(
      at.app,
      'session.sign_in',
      { workspace: at.workspace.slug, email, password },
      { session: planted },
    )
    expect(sessionOf(answer)).not.toBe(planted)
    expect((await call(at.app, 'session.list', {}, { session: planted })).json().items).toHaveLength(2)
  })

  test('is listed with its device and can be ended from another one', async () => {
    const mine = sessionOf(await signIn())
    const lost = await call(
      at.app,
      'session.sign_in',
      { workspace: at.workspace.slug, email, password },
      {
        headers: {
          'user-agent':
            'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1',
        },
      },
    )
    const { items } = (await call(at.app, 'session.list', {}, { session: mine })).json()
    const other = items.find((it: { isCurrent: boolean }) => !it.isCurrent)
    expect(other.device).toBe('Safari on iPhone')
    expect((await call(at.app, 'session.revoke', { id: other.id }, { session: mine })).statusCode).toBe(200)
    pass(secondMs)
    expect((await show(sessionOf(lost))).statusCode).toBe(401)
    expect((await show(mine)).statusCode).toBe(200)
  })

  test('of somebody else cannot be ended', async () => {
    const bo = await at.workspace.addMember({ roles: ['admin'] })
    const theirs = await signedIn(at.workspace, bo)
    const mine = sessionOf(await signIn())
    const { items } = (await call(at.app, 'session.list', {}, { session: theirs })).json()
    expect((await call(at.app, 'session.revoke', { id: items[0].id }, { session: mine })).statusCode).toBe(
      404,
    )
    expect((await show(theirs)).statusCode).toBe(200)
  })

  test('ends after thirty days', async () => {
    const session = sessionOf(await signIn())
    pass(30 * 86_400_000 - 60_000)
    expect((await show(session)).statusCode).toBe(200)
    pass(2 * 60_000)
    expect((await show(session)).statusCode).toBe(401)
  })

  test('of a suspended person is over within a second, and so is their key', async () => {
    const bo = await at.workspace.addMember({ roles: ['admin'] })
    const session = await signedIn(at.workspace, bo)
    const { key } = (
      await call(at.app, 'key.create', { name: 'K', scopes: ['read'], days: 1 }, { session })
    ).json()
    expect((await call(at.app, 'workspace.show', {}, { key })).statusCode).toBe(200)
    await at.workspace.within((tx) =>
      tx.run(
        sql`UPDATE member SET status = 'suspended', version = version + 1 WHERE workspace_id = ${tx.workspaceId} AND id = ${bo}`,
      ),
    )
    pass(secondMs)
    expect((await show(session)).statusCode).toBe(401)
    expect((await call(at.app, 'workspace.show', {}, { key })).statusCode).toBe(401)
  })

  test('notes when it was last seen, at most once a minute', async () => {
    const session = sessionOf(await signIn())
    const seen = async (): Promise<string> =>
      (await call(at.app, 'session.list', {}, { session })).json().items[0].seenAt
    const first = await seen()
    pass(30_000)
    expect(await seen()).toBe(first)
    pass(60_000)
    expect(await seen()).not.toBe(first)
  })
})

describe('changing the password', () => {
  test('needs the present one, and signs every other device out', async () => {
    const here = sessionOf(await signIn())
    const there = sessionOf(await signIn())
    const change = (current: string | undefined): Promise<Answer> =>
      call(at.app, 'session.set_password', { current, password: 'a new long password' }, { session: here })
    expect((await change(undefined)).statusCode).toBe(400)
    expect((await change('wrong password')).json().fields).toMatchObject([{ path: 'current' }])
    expect((await change(password)).statusCode).toBe(200)
    pass(secondMs)
    expect((await show(there)).statusCode).toBe(401)
    expect((await show(here)).statusCode).toBe(200)
    expect((await signIn({ password: 'a new long password' })).statusCode).toBe(200)
    expect((await signIn()).statusCode).toBe(401)
  })

  test('cannot be done by guessing with a stolen session', async () => {
    const session = sessionOf(await signIn())
    const guess = (): Promise<Answer> =>
      call(
        at.app,
        'session.set_password',
        { current: 'a wrong guess', password: 'a new long password' },
        { session },
      )
    for (let i = 0; i < 10; i++) expect((await guess()).statusCode).toBe(400)
    expect((await guess()).statusCode).toBe(429)
  })
})
