import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { mailsOf } from '../../../test/support/told.ts'
import { makeWorkspace, type TestWorkspace } from '../../../test/support/workspace.ts'
import { openWorld, type World } from '../../../test/support/world.ts'
import { client, closeAll, mailServer } from '../../connectors/smtp/test-mail-server.ts'
import type { Connectors } from '../connectors.ts'
import { runOperation } from '../run-operation.ts'
import { eventMail } from './event-mail.ts'
import { queueMail } from './queue-mail.ts'

const noon = '2026-11-18T12:00:00.000Z'

let world: World
let space: TestWorkspace
beforeAll(async () => {
  world = await openWorld({ at: noon })
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(async () => {
  world.setClock(noon)
  space = await makeWorkspace(world.runtime, { zone: 'UTC', name: 'Nord & Süd' })
})
afterEach(closeAll)

function write(to = 'ana@example.com', memberId: string | null = null): Promise<string> {
  return space.within((tx, ctx) =>
    queueMail(ctx, tx, {
      to,
      memberId,
      ...eventMail({
        reader: { name: 'Ana <b>' },
        words: {
          title: 'Acme "<script>"\r\nBcc: eve@example.com waits',
          body: ['One & two', '=cmd()'],
          button: 'Open',
        },
        url: 'https://handoff.example.com/handoffs/1?a=1&b=2',
        choicesUrl: 'https://handoff.example.com/settings/notifications',
        workspaceName: 'Nord & Süd',
      }),
    }),
  )
}

async function one() {
  const [mail] = await mailsOf(space)
  if (!mail) throw new Error('no mail')
  return mail
}

const jobs = (): Promise<{ status: string; attempts: number; due_at: string }[]> =>
  space.within((tx) =>
    tx.many(
      sql`SELECT status, attempts, due_at FROM outbox WHERE workspace_id = ${tx.workspaceId} AND job = 'send-mail' ORDER BY created_at, id`,
    ),
  )

describe('with a mail server', () => {
  test('a mail arrives once, with an id of its own, and is marked sent', async () => {
    const server = await mailServer()
    const id = await write()
    await world.settle(client(server.port))
    await world.settle(client(server.port))
    expect(server.received).toHaveLength(1)
    const [got] = server.received
    expect(got).toMatchObject({ to: ['ana@example.com'], from: 'throughline@example.com', secure: true })
    expect(got?.source).toContain(`Message-ID: <${id}@handoff.example.com>`)
    expect(got?.source).not.toMatch(/^Bcc:/im)
    const mail = await one()
    expect(mail).toMatchObject({ status: 'sent', error: null })
    expect(mail.html).not.toContain('<script>')
    expect(mail.html).not.toMatch(/<(img|link|script|iframe)|url\(|src=/i)
    const shown = await space.run('mail.show', { id })
    expect(shown.sentAt?.slice(0, 15)).toBe('2026-11-18T12:0')
  })

  test('a mail the server puts off goes out later, and says meanwhile why it waits', async () => {
    let open = false
    const server = await mailServer({
      onRcptTo: (_address, _session, callback) =>
        callback(open ? null : Object.assign(new Error('greylisted'), { responseCode: 451 })),
    })
    await write()
    await world.settle(client(server.port))
    expect(await one()).toMatchObject({ status: 'queued', error: 'The mail server asks to try again later.' })
    open = true
    world.setClock('2026-11-18T12:05:00.000Z')
    await world.settle(client(server.port))
    expect(await one()).toMatchObject({ status: 'sent', error: null })
    expect(await jobs()).toMatchObject([{ status: 'done', attempts: 2 }])
  })

  test('a server that stays away for days costs no mail: in the end it is failed and can be sent again', async () => {
    const server = await mailServer({
      onRcptTo: (_address, _session, callback) =>
        callback(Object.assign(new Error('busy'), { responseCode: 450 })),
    })
    const id = await write()
    for (let tries = 0; tries < 12; tries++) {
      const [job] = await jobs()
      if (job?.status !== 'pending') break
      if (tries > 0) world.setClock(new Date(Date.parse(job.due_at) + 1_000).toISOString())
      await world.settle(client(server.port))
    }
    expect(await one()).toMatchObject({ status: 'failed' })
    expect((await jobs())[0]).toMatchObject({ status: 'done', attempts: 12 })
    expect((await space.run('mail.list', { status: 'failed' })).items.map((m) => m.id)).toEqual([id])
    const healthy = await mailServer()
    const mailer = client(healthy.port)
    const own = await worldVerb(mailer, id)
    expect(own.status).toBe('queued')
    await world.settle(mailer)
    expect(await one()).toMatchObject({ status: 'sent' })
  })

  test('a recipient the server refuses is not tried again', async () => {
    const server = await mailServer({
      onRcptTo: (_address, _session, callback) =>
        callback(Object.assign(new Error('unknown'), { responseCode: 550 })),
    })
    await write('nobody@example.com')
    await world.settle(client(server.port))
    expect(await one()).toMatchObject({
      status: 'failed',
      error: 'The mail server does not accept this recipient.',
    })
    expect(await jobs()).toMatchObject([{ status: 'done', attempts: 1 }])
  })

  test('whoever lost their access gets no mail that was still waiting', async () => {
    const server = await mailServer()
    const member = await space.addMember({ roles: ['csm'], email: 'gone@example.com' })
    await write('gone@example.com', member)
    await space.run('member.suspend', { id: member, version: 1 })
    await world.settle(client(server.port))
    expect(server.received).toEqual([])
    expect((await mailsOf(space)).find((m) => m.who !== null)).toMatchObject({ status: 'held' })
  })
})

/** The verb in a process that has this mail server. */
async function worldVerb(mailer: Connectors['mail'], id: string) {
  await using process = world.start({ mail: mailer })
  return await runOperation(process.runtime, {
    name: 'mail.retry',
    workspaceId: space.id,
    actor: space.admin,
    input: { id },
    requestId: 'req_test',
  })
}

describe('without a mail server', () => {
  test('mails are kept to be read on screen, and sent on demand once there is one', async () => {
    const id = await write()
    await world.settle()
    expect(await one()).toMatchObject({ status: 'kept' })
    const shown = await space.run('mail.show', { id })
    expect(shown.text).toContain('One & two')
    await expect(space.run('mail.retry', { id })).rejects.toMatchObject({ detail: 'no_mail_server' })
    const server = await mailServer()
    const mailer = client(server.port)
    await worldVerb(mailer, id)
    await world.settle(mailer)
    expect(server.received).toHaveLength(1)
    await expect(worldVerb(mailer, id)).rejects.toMatchObject({ detail: 'already_sent' })
  })

  test('an admin hands a one-time link on; once a mail server has brought it to its reader, nobody else sees it', async () => {
    await space.run('member.invite', { name: 'Cleo', email: 'cleo@example.com', roles: ['csm'] })
    await world.settle()
    const { id, text } = await one()
    const [link = ''] = /https:\S+#\S+/.exec(text) ?? []
    expect(link).toContain('/sign-in/link#')
    expect((await space.run('mail.show', { id })).text).toContain(link)
    const server = await mailServer()
    const mailer = client(server.port)
    await worldVerb(mailer, id)
    await world.settle(mailer)
    expect(server.received).toHaveLength(1)
    const shown = await space.run('mail.show', { id })
    expect(shown.text + shown.html).not.toContain(link.split('#')[1])
    expect(shown.text).toContain('/sign-in/link#hidden')
  })
})

test('who may see the outbox, page by page and not that of another workspace', async () => {
  for (const n of [1, 2, 3]) await write(`ana${n}@example.com`)
  const first = await space.run('mail.list', { limit: 2 })
  const second = await space.run('mail.list', { limit: 2, cursor: first.next ?? '' })
  expect([...first.items, ...second.items].map((m) => m.to).sort()).toEqual([
    'ana1@example.com',
    'ana2@example.com',
    'ana3@example.com',
  ])
  const other = await makeWorkspace(world.runtime)
  await expect(other.run('mail.show', { id: first.items[0]?.id ?? '' })).rejects.toMatchObject({
    code: 'not_found',
  })
  const csm = await space.actorWith('csm')
  await expect(space.run('mail.list', {}, csm)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(space.run('mail.retry', { id: first.items[0]?.id ?? '' }, csm)).rejects.toMatchObject({
    code: 'forbidden',
  })
})
