import { afterEach, describe, expect, test } from 'vitest'
import { failureOfWork as failure } from '../kit/test-server.ts'
import type { Behaviour } from './test-mail-server.ts'
import { client, closeAll, mail, mailServer, reply } from './test-mail-server.ts'

afterEach(closeAll)

describe('a mail that arrives', () => {
  test('goes encrypted to exactly one recipient, with our Message-ID and both texts', async () => {
    const server = await mailServer()
    const { sentAt } = await client(server.port, {}, { now: () => '2026-11-20T10:00:00.000Z' }).send({
      ...mail,
      headers: { 'X-Handoff': 'hnd_1' },
    })
    expect(sentAt).toBe('2026-11-20T10:00:00.000Z')
    const [got] = server.received
    expect(got).toMatchObject({ from: 'throughline@example.com', to: ['csm@example.com'], secure: true })
    expect(got?.source).toContain('Message-ID: <mal_1@throughline.example.com>')
    expect(got?.source).toContain('From: Throughline <throughline@example.com>')
    expect(got?.source).toMatch(/^To: csm@example\.com\r$/m)
    expect(got?.source).toContain('Auto-Submitted: auto-generated')
    expect(got?.source).toContain('X-Handoff: hnd_1')
    expect(got?.source).toMatch(/Content-Type: text\/plain[\s\S]*Content-Type: text\/html/)
    expect(got?.source).toMatch(/^Subject: =\?UTF-8\?/m)
  })

  test('several go over kept connections and each once', async () => {
    const server = await mailServer()
    const sender = client(server.port)
    await sender.send(mail)
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => sender.send({ ...mail, messageId: `<m${i}@example.com>` })),
    )
    const ids = server.received.map(({ source }) => /^Message-ID: (.*)\r$/m.exec(source)?.[1])
    expect(new Set(ids).size).toBe(21)
    expect(server.received).toHaveLength(21)
    expect(server.connections()).toBeLessThanOrEqual(3)
  })

  test('a second try carries the same Message-ID', async () => {
    let tries = 0
    const server = await mailServer({
      onMailFrom: (_from, _session, callback) => callback(tries++ === 0 ? reply(451) : null),
    })
    const sender = client(server.port)
    expect(await failure(sender.send(mail))).toEqual({ code: 'deferred', retryable: true })
    await sender.send(mail)
    expect(server.received.map(({ source }) => source.includes(`Message-ID: ${mail.messageId}`))).toEqual([
      true,
    ])
  })

  test('signing in, and TLS from the first byte', async () => {
    const server = await mailServer({
      secure: true,
      authOptional: false,
      onAuth: ({ username, password }, _session, callback) =>
        callback(password === 'pä ss' ? null : reply(535), { user: username }),
    })
    const right = client(server.port, { security: 'tls', user: 'u', password: 'pä ss' })
    await right.verify()
    await right.send(mail)
    expect(server.received[0]).toMatchObject({ secure: true, user: 'u' })
    const wrong = client(server.port, { security: 'tls', user: 'u', password: 'wrong' })
    expect(await failure(wrong.verify())).toEqual({ code: 'credentials_refused', retryable: false })
    expect(await failure(client(server.port, { security: 'tls' }).send(mail))).toEqual({
      code: 'credentials_refused',
      retryable: false,
    })
  })
})

describe('a mail server that refuses', () => {
  test.each([
    [421, 'deferred', true],
    [450, 'deferred', true],
    [452, 'deferred', true],
    [550, 'recipient_rejected', false],
    [553, 'recipient_rejected', false],
  ])('the recipient with %i', async (status, code, retryable) => {
    const server = await mailServer({ onRcptTo: (_to, _session, callback) => callback(reply(status)) })
    expect(await failure(client(server.port).send(mail))).toEqual({ code, retryable })
    expect(server.received).toEqual([])
  })

  test.each([
    [421, 'deferred', true],
    [451, 'deferred', true],
    [550, 'rejected', false],
    [554, 'rejected', false],
  ])('the sender with %i', async (status, code, retryable) => {
    const server = await mailServer({ onMailFrom: (_from, _session, callback) => callback(reply(status)) })
    expect(await failure(client(server.port).send(mail))).toEqual({ code, retryable })
  })

  test.each([
    [451, 'deferred', true],
    [552, 'rejected', false],
    [554, 'rejected', false],
  ])('the text with %i', async (status, code, retryable) => {
    const onData: NonNullable<Behaviour>['onData'] = (stream, _session, callback) => {
      stream.resume()
      stream.on('end', () => callback(reply(status)))
    }
    const server = await mailServer({ onData })
    expect(await failure(client(server.port).send(mail))).toEqual({ code, retryable })
  })

  test('the connection with 421', async () => {
    const server = await mailServer({ onConnect: (_session, callback) => callback(reply(421)) })
    expect(await failure(client(server.port).send(mail))).toEqual({ code: 'deferred', retryable: true })
  })

  test('and works again later', async () => {
    let broken = true
    const server = await mailServer({
      onRcptTo: (_to, _session, callback) => callback(broken ? reply(550) : null),
    })
    const sender = client(server.port)
    expect(await failure(sender.send(mail))).toMatchObject({ code: 'recipient_rejected' })
    broken = false
    await sender.send(mail)
    expect(server.received).toHaveLength(1)
  })
})
