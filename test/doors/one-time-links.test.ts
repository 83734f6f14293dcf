import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { call } from '../support/doors.ts'
import { type Answer, email, said, sessionOf, useEntrance } from '../support/entrance.ts'

const at = useEntrance()
const { signIn, show, linkToken, redeem, givePassword, pass } = at

describe('a one-time link', () => {
  test('is mailed to whom the address belongs, and the answer is the same for anybody else', async () => {
    const ask = (address: string): Promise<Answer> =>
      call(at.app, 'session.request_link', { workspace: at.workspace.slug, email: address })
    const startedMs = performance.now()
    const known = await ask('Ada@example.com')
    const knownMs = performance.now() - startedMs
    const unknown = await ask('nobody@example.com')
    const unknownMs = performance.now() - startedMs - knownMs
    expect(said(unknown)).toEqual(said(known))
    for (const tookMs of [knownMs, unknownMs]) expect(tookMs).toBeGreaterThan(290)
    const mails = await at.workspace.within((tx) =>
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
    const token = await linkToken(at.workspace.adminId, 'sign_in')
    const answers = await Promise.all(Array.from({ length: 100 }, () => redeem(token)))
    expect(answers.filter((it) => it.statusCode === 200)).toHaveLength(1)
    expect(answers.filter((it) => it.statusCode === 422)).toHaveLength(99)
    expect((await redeem(token)).json().code).toBe('link_not_valid')
  })

  test('is not used up by opening it', async () => {
    const token = await linkToken(at.workspace.adminId, 'sign_in')
    for (let i = 0; i < 20; i++) {
      await at.app.inject({ url: '/sign-in/link' })
      expect(
        (await at.app.inject({ method: 'GET', url: `/api/v1/sign-in/link/redeem?token=${token}` }))
          .statusCode,
      ).toBe(405)
    }
    expect((await redeem(token)).statusCode).toBe(200)
  })

  test('lives for ten minutes', async () => {
    const [early, late] = [
      await linkToken(at.workspace.adminId, 'sign_in'),
      await linkToken(at.workspace.adminId, 'sign_in'),
    ]
    pass(10 * 60_000 + 1_000)
    expect((await redeem(late)).statusCode).toBe(422)
    pass(-60_000)
    expect((await redeem(early)).statusCode).toBe(200)
  })

  test('is stored only as a hash', async () => {
    const token = await linkToken(at.workspace.adminId, 'sign_in')
    const row = await at.workspace.within((tx) =>
      tx.one(
        sql<{
          text: string
        }>`SELECT l::text AS text FROM sign_in_link l WHERE workspace_id = ${tx.workspaceId}`,
      ),
    )
    expect(row.text).not.toContain(token.slice(-16))
  })

  test('of a person suspended since is refused', async () => {
    const bo = await at.workspace.addMember({ roles: ['ae'] })
    const token = await linkToken(bo, 'sign_in')
    await at.workspace.within((tx) =>
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
    const token = await linkToken(at.workspace.adminId, 'sign_in')
    expect((await show(token)).statusCode).toBe(401)
    expect((await call(at.app, 'workspace.show', {}, { key: token })).statusCode).toBe(401)
  })
})

describe('an invitation', () => {
  const chosen = 'my own new password'
  const invite = async (): Promise<{ id: string; token: string }> => {
    const id = await at.workspace.addMember({ roles: ['ae'], email: 'new@example.com', status: 'invited' })
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
    await at.workspace.within((tx) =>
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
    await at.workspace.within((tx) =>
      tx.run(
        sql`UPDATE member SET roles = '{contributor}', version = version + 1 WHERE workspace_id = ${tx.workspaceId} AND id = ${id}`,
      ),
    )
    pass(7 * 86_400_000 + 1_000)
    expect((await redeem(token, { password: chosen })).statusCode).toBe(422)
    pass(-2 * 60_000)
    const answer = await redeem(token, { password: chosen })
    expect((await show(sessionOf(answer))).json().member.roles).toEqual(['contributor'])
  })
})
