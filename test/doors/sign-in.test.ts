import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newClaim } from '../../src/app/sign-in/claim-workspace.ts'
import { createLink } from '../../src/app/sign-in/create-link.ts'
import { hashPassword } from '../../src/connectors/kit/passwords.ts'
import { createPool } from '../../src/db/client.ts'
import { qb } from '../../src/db/query.ts'
import { call, cookie, openDoors, signedIn } from '../support/doors.ts'
import { migratedDatabase } from '../support/postgres.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../support/workspace.ts'

const password = 'correct horse battery'
const email = 'ada@example.com'

let runtime: Awaited<ReturnType<typeof testRuntime>>
let app: FastifyInstance
let workspace: TestWorkspace
let passwordHash: string

beforeAll(async () => {
  runtime = await testRuntime()
  app = await openDoors(runtime)
  passwordHash = await hashPassword(password)
})
afterAll(() => app.close())
beforeEach(async () => {
  runtime.clockOffsetMs = 0
  workspace = await makeWorkspace(runtime)
  await givePassword(workspace.adminId)
})

async function givePassword(memberId: string): Promise<void> {
  const row = { workspace_id: workspace.id, member_id: memberId, password_hash: passwordHash }
  await workspace.within((tx) => tx.run(qb.insertInto('credential').values({ ...row, changed_at: tx.now })))
}

type Answer = Awaited<ReturnType<typeof call>>
const sessionOf = (answer: Answer): string => answer.cookies.find((it) => it.name === cookie)?.value ?? ''
const signIn = (given: Record<string, unknown> = {}, address = '198.51.100.1'): Promise<Answer> =>
  call(app, 'session.sign_in', { workspace: workspace.slug, email, password, ...given }, { address })
const show = (session: string): Promise<Answer> => call(app, 'session.show', {}, { session })

/** What an answer says, without what is different every time. */
const said = (answer: Answer): unknown => ({
  ...answer.json<object>(),
  requestId: '',
  status: answer.statusCode,
})

async function linkToken(memberId: string, purpose: 'sign_in' | 'invite'): Promise<string> {
  const { url } = await workspace.within((tx, ctx) => createLink(tx, ctx, { memberId, purpose }))
  return url.slice(url.indexOf('#') + 1)
}
const redeem = (token: string, more: Record<string, unknown> = {}): Promise<Answer> =>
  call(app, 'session.redeem_link', { token, ...more })

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
      workspace: { slug: workspace.slug },
    })
    expect((await call(app, 'session.sign_out', {}, { session })).statusCode).toBe(200)
    expect((await show(session)).statusCode).toBe(401)
  })

  test('the password counts exactly as typed', async () => {
    for (const wrong of [`${password} `, ` ${password}`, password.toUpperCase(), password.slice(0, -1), '']) {
      expect((await signIn({ password: wrong }, '198.51.100.2')).statusCode).toBe(401)
    }
  })

  test('nobody learns whether an address, a password or a workspace exists', async () => {
    const bo = await workspace.addMember({ roles: ['ae'], email: 'bo@example.com' })
    await workspace.addMember({ roles: ['ae'], email: 'sus@example.com', status: 'suspended' })
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

  test('an unknown address takes as long as a wrong password', async () => {
    const time = async (given: Record<string, unknown>): Promise<number> => {
      const times: number[] = []
      for (let i = 0; i < 9; i++) {
        const startedMs = performance.now()
        await signIn({ ...given, password: 'wrong password' }, `203.0.113.${i}`)
        times.push(performance.now() - startedMs)
      }
      return times.toSorted((a, b) => a - b)[4] ?? 0
    }
    const known = await time({})
    const unknown = await time({ email: 'nobody@example.com' })
    expect(Math.abs(known - unknown)).toBeLessThan(0.5 * known)
  })

  test('the eleventh wrong password for an address waits, also for the right one, until the quarter of an hour is over', async () => {
    const tries = await Promise.all(
      Array.from({ length: 15 }, (_, i) => signIn({ password: `wrong ${i}` }, `192.0.2.${i}`)),
    )
    expect(tries.filter((it) => it.statusCode === 401)).toHaveLength(10)
    const refused = await signIn()
    expect(refused.statusCode).toBe(429)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    runtime.clockOffsetMs = 16 * 60_000
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
      app,
      'session.sign_in',
      { workspace: workspace.slug, email, password },
      { session: planted },
    )
    expect(sessionOf(answer)).not.toBe(planted)
    expect((await call(app, 'session.list', {}, { session: planted })).json().items).toHaveLength(2)
  })

  test('is listed with its device and can be ended from another one', async () => {
    const mine = sessionOf(await signIn())
    const lost = await call(
      app,
      'session.sign_in',
      { workspace: workspace.slug, email, password },
      {
        headers: {
          'user-agent':
            'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1',
        },
      },
    )
    const { items } = (await call(app, 'session.list', {}, { session: mine })).json()
    const other = items.find((it: { isCurrent: boolean }) => !it.isCurrent)
    expect(other.device).toBe('Safari on iPhone')
    expect((await call(app, 'session.revoke', { id: other.id }, { session: mine })).statusCode).toBe(200)
    await expect.poll(async () => (await show(sessionOf(lost))).statusCode, { timeout: 1_000 }).toBe(401)
    expect((await show(mine)).statusCode).toBe(200)
  })

  test('of somebody else cannot be ended', async () => {
    const bo = await workspace.addMember({ roles: ['admin'] })
    const theirs = await signedIn(workspace, bo)
    const mine = sessionOf(await signIn())
    const { items } = (await call(app, 'session.list', {}, { session: theirs })).json()
    expect((await call(app, 'session.revoke', { id: items[0].id }, { session: mine })).statusCode).toBe(404)
    expect((await show(theirs)).statusCode).toBe(200)
  })

  test('ends after thirty days', async () => {
    const session = sessionOf(await signIn())
    runtime.clockOffsetMs = 30 * 86_400_000 - 60_000
    expect((await show(session)).statusCode).toBe(200)
    runtime.clockOffsetMs = 30 * 86_400_000 + 60_000
    await expect.poll(async () => (await show(session)).statusCode, { timeout: 1_000 }).toBe(401)
  })

  test('of a suspended person is over within a second, and so is their key', async () => {
    const bo = await workspace.addMember({ roles: ['admin'] })
    const session = await signedIn(workspace, bo)
    const { key } = (
      await call(app, 'key.create', { name: 'K', scopes: ['read'], days: 1 }, { session })
    ).json()
    expect((await call(app, 'workspace.show', {}, { key })).statusCode).toBe(200)
    await workspace.within((tx) =>
      tx.run(
        sql`UPDATE member SET status = 'suspended', version = version + 1 WHERE workspace_id = ${tx.workspaceId} AND id = ${bo}`,
      ),
    )
    await expect
      .poll(async () => (await show(session)).statusCode, { timeout: 1_000, interval: 50 })
      .toBe(401)
    expect((await call(app, 'workspace.show', {}, { key })).statusCode).toBe(401)
  })

  test('notes when it was last seen, at most once a minute', async () => {
    const session = sessionOf(await signIn())
    const seen = async (): Promise<string> =>
      (await call(app, 'session.list', {}, { session })).json().items[0].seenAt
    const first = await seen()
    runtime.clockOffsetMs = 30_000
    await new Promise((resolve) => setTimeout(resolve, 850))
    expect(await seen()).toBe(first)
    runtime.clockOffsetMs = 90_000
    await new Promise((resolve) => setTimeout(resolve, 850))
    expect(await seen()).not.toBe(first)
  })
})

describe('changing the password', () => {
  test('needs the present one, and signs every other device out', async () => {
    const here = sessionOf(await signIn())
    const there = sessionOf(await signIn())
    const change = (current: string | undefined): Promise<Answer> =>
      call(app, 'session.set_password', { current, password: 'a new long password' }, { session: here })
    expect((await change(undefined)).statusCode).toBe(400)
    expect((await change('wrong password')).json().fields).toMatchObject([{ path: 'current' }])
    expect((await change(password)).statusCode).toBe(200)
    await expect.poll(async () => (await show(there)).statusCode, { timeout: 1_000 }).toBe(401)
    expect((await show(here)).statusCode).toBe(200)
    expect((await signIn({ password: 'a new long password' })).statusCode).toBe(200)
    expect((await signIn()).statusCode).toBe(401)
  })

  test('cannot be done by guessing with a stolen session', async () => {
    const session = sessionOf(await signIn())
    const guess = (): Promise<Answer> =>
      call(
        app,
        'session.set_password',
        { current: 'a wrong guess', password: 'a new long password' },
        { session },
      )
    for (let i = 0; i < 10; i++) expect((await guess()).statusCode).toBe(400)
    expect((await guess()).statusCode).toBe(429)
  })
})

describe('a one-time link', () => {
  test('is mailed to whom the address belongs, and the answer is the same for anybody else', async () => {
    const ask = (address: string): Promise<Answer> =>
      call(app, 'session.request_link', { workspace: workspace.slug, email: address })
    const startedMs = performance.now()
    const known = await ask('Ada@example.com')
    const knownMs = performance.now() - startedMs
    const unknown = await ask('nobody@example.com')
    const unknownMs = performance.now() - startedMs - knownMs
    expect(said(unknown)).toEqual(said(known))
    expect(Math.abs(knownMs - unknownMs)).toBeLessThan(100)
    const mails = await workspace.within((tx) =>
      tx.many(sql<{
        to_address: string
        text_body: string
        job: string | null
      }>`SELECT m.to_address, m.text_body, o.job FROM mail m
        LEFT JOIN outbox o ON o.workspace_id = m.workspace_id AND o.payload->>'mailId' = m.id WHERE m.workspace_id = ${tx.workspaceId}`),
    )
    expect(mails).toMatchObject([{ to_address: email, job: 'send-mail' }])
    const token = /#(tll_\S+)/.exec(mails[0]?.text_body ?? '')?.[1] ?? ''
    const answer = await redeem(token)
    expect(answer.json()).toEqual({ ok: true, purpose: 'sign_in' })
    expect((await show(sessionOf(answer))).statusCode).toBe(200)
  })

  test('signs in exactly one of a hundred at once', async () => {
    const token = await linkToken(workspace.adminId, 'sign_in')
    const answers = await Promise.all(Array.from({ length: 100 }, () => redeem(token)))
    expect(answers.filter((it) => it.statusCode === 200)).toHaveLength(1)
    expect(answers.filter((it) => it.statusCode === 422)).toHaveLength(99)
    expect((await redeem(token)).json().code).toBe('link_not_valid')
  })

  test('is not used up by opening it', async () => {
    const token = await linkToken(workspace.adminId, 'sign_in')
    for (let i = 0; i < 20; i++) {
      await app.inject({ url: '/sign-in/link' })
      expect(
        (await app.inject({ method: 'GET', url: `/api/v1/sign-in/link/redeem?token=${token}` })).statusCode,
      ).toBe(405)
    }
    expect((await redeem(token)).statusCode).toBe(200)
  })

  test('lives for ten minutes', async () => {
    const [early, late] = [
      await linkToken(workspace.adminId, 'sign_in'),
      await linkToken(workspace.adminId, 'sign_in'),
    ]
    runtime.clockOffsetMs = 10 * 60_000 + 1_000
    expect((await redeem(late)).statusCode).toBe(422)
    runtime.clockOffsetMs = 9 * 60_000 + 55_000
    expect((await redeem(early)).statusCode).toBe(200)
  })

  test('is stored only as a hash', async () => {
    const token = await linkToken(workspace.adminId, 'sign_in')
    const row = await workspace.within((tx) =>
      tx.one(
        sql<{
          text: string
        }>`SELECT l::text AS text FROM sign_in_link l WHERE workspace_id = ${tx.workspaceId}`,
      ),
    )
    expect(row.text).not.toContain(token.slice(-16))
  })

  test('of a person suspended since is refused', async () => {
    const bo = await workspace.addMember({ roles: ['ae'] })
    const token = await linkToken(bo, 'sign_in')
    await workspace.within((tx) =>
      tx.run(
        sql`UPDATE member SET status = 'suspended', version = version + 1 WHERE workspace_id = ${tx.workspaceId} AND id = ${bo}`,
      ),
    )
    expect((await redeem(token)).statusCode).toBe(422)
  })

  test.each(['', 'x', 'tll_', `tll_wsp_00000000_${'0'.repeat(32)}`, '../../etc', 'tls_wsp_00000000_x'])(
    'like "%s" is refused',
    async (token) => {
      expect((await redeem(token)).json()).toMatchObject({ status: 422, code: 'link_not_valid' })
    },
  )

  test('is no session and no key', async () => {
    const token = await linkToken(workspace.adminId, 'sign_in')
    expect((await show(token)).statusCode).toBe(401)
    expect((await call(app, 'workspace.show', {}, { key: token })).statusCode).toBe(401)
  })
})

describe('an invitation', () => {
  const chosen = 'my own new password'
  const invite = async (): Promise<{ id: string; token: string }> => {
    const id = await workspace.addMember({ roles: ['ae'], email: 'new@example.com', status: 'invited' })
    return { id, token: await linkToken(id, 'invite') }
  }

  test('sets the first password, signs in and makes the person active, once', async () => {
    const { token } = await invite()
    expect((await redeem(token)).json()).toMatchObject({ status: 400, fields: [{ path: 'password' }] })
    expect((await redeem(token, { password: 'short' })).statusCode).toBe(400)
    const answer = await redeem(token, { password: chosen })
    expect(answer.json()).toEqual({ ok: true, purpose: 'invite' })
    expect((await show(sessionOf(answer))).json()).toMatchObject({
      member: { email: 'new@example.com', roles: ['ae'] },
    })
    expect((await signIn({ email: 'new@example.com', password: chosen })).statusCode).toBe(200)
    expect((await redeem(token, { password: 'another password' })).statusCode).toBe(422)
  })

  test('never changes a password that is there', async () => {
    const { id, token } = await invite()
    await givePassword(id)
    expect((await redeem(token, { password: chosen })).statusCode).toBe(422)
    await workspace.within((tx) =>
      tx.run(
        sql`UPDATE member SET status = 'active', version = version + 1 WHERE workspace_id = ${tx.workspaceId} AND id = ${id}`,
      ),
    )
    expect((await redeem(token, { password: chosen })).statusCode).toBe(422)
    expect((await signIn({ email: 'new@example.com', password: chosen })).statusCode).toBe(401)
    expect((await signIn({ email: 'new@example.com' })).statusCode).toBe(200)
  })

  test('gives the roles of the day it is accepted, and lives for seven days', async () => {
    const { id, token } = await invite()
    await workspace.within((tx) =>
      tx.run(
        sql`UPDATE member SET roles = '{contributor}', version = version + 1 WHERE workspace_id = ${tx.workspaceId} AND id = ${id}`,
      ),
    )
    runtime.clockOffsetMs = 7 * 86_400_000 + 1_000
    expect((await redeem(token, { password: chosen })).statusCode).toBe(422)
    runtime.clockOffsetMs = 7 * 86_400_000 - 60_000
    const answer = await redeem(token, { password: chosen })
    expect((await show(sessionOf(answer))).json().member.roles).toEqual(['contributor'])
  })
})

describe('the first admin', () => {
  const claimed = { workspaceName: 'Acme Europe', name: 'Ada', email, password }

  test('is exactly one, however many claim with the token at once, and then nobody', async () => {
    const database = await migratedDatabase()
    const onError = (): void => undefined
    const pool = createPool({ url: database.appUrl, most: 8, name: 'claim', onError })
    const { token, claim } = newClaim()
    const { token: otherToken, claim: otherClaim } = newClaim()
    const empty = { ...runtime, pool, verbs: runtime.verbs }
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
    expect((await call(app, 'session.claim_workspace', { ...claimed, token })).statusCode).toBe(422)
  })
})

describe('whom somebody works for or with', () => {
  const team = (of: string): Promise<readonly string[]> =>
    workspace.actorOf(of).then((actor) => (actor.kind === 'member' ? actor.teamMemberIds : []))

  test('is themselves, and for managers everybody below them, through people and teams', async () => {
    const vp = await workspace.addMember({ roles: ['sales_manager'] })
    const lead = await workspace.addMember({ roles: ['sales_manager'], manager_id: vp })
    const teamId = `tem_${'7'.repeat(26)}`
    await workspace.within((tx) =>
      tx.run(
        qb.insertInto('team').values({
          workspace_id: tx.workspaceId,
          id: teamId,
          name: 'North',
          side: 'sales',
          manager_id: lead,
          archived_at: null,
        }),
      ),
    )
    const ann = await workspace.addMember({ roles: ['ae'], team_id: teamId })
    const ben = await workspace.addMember({ roles: ['ae'], manager_id: lead })
    const csm = await workspace.addMember({ roles: ['csm'], team_id: teamId })
    expect(await team(vp)).toEqual([vp, lead, ann, ben, csm].toSorted())
    expect(await team(ben)).toEqual([ben])
    expect(await team(ann)).toEqual([ann, csm].toSorted())
    expect(await team(csm)).toEqual([csm])
  })

  test('ends where managers go round in a circle', async () => {
    const one = await workspace.addMember({ roles: ['csm'] })
    const two = await workspace.addMember({ roles: ['csm'], manager_id: one })
    await workspace.within((tx) =>
      tx.run(
        sql`UPDATE member SET manager_id = ${two}, version = version + 1 WHERE workspace_id = ${tx.workspaceId} AND id = ${one}`,
      ),
    )
    expect(await team(one)).toEqual([one, two].toSorted())
  })
})
