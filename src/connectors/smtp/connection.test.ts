import net from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { makeCertificate } from '../kit/test-certificate.ts'
import { failureOfWork as failure } from '../kit/test-server.ts'
import type { SmtpOptions } from './client.ts'
import { createMailer, readMailUrl } from './create-mailer.ts'
import { SmtpSettings } from './settings.ts'
import { client, closeAll, mail, mailServer, opened, rawServer } from './test-mail-server.ts'

afterEach(closeAll)

describe('a connection that fails', () => {
  test('nobody listens', async () => {
    const port = await rawServer(() => {})
    await opened.pop()?.()
    expect(await failure(client(port).send(mail))).toEqual({ code: 'unreachable', retryable: true })
  })

  test('no greeting', async () => {
    const port = await rawServer(() => {})
    expect(await failure(client(port, { timeoutMs: 150 }).send(mail))).toEqual({
      code: 'timeout',
      retryable: true,
    })
  })

  test('no answer after the greeting', async () => {
    const port = await rawServer((socket) => socket.write('220 mail.example.com ESMTP\r\n'))
    expect(await failure(client(port, { timeoutMs: 150 }).send(mail))).toEqual({
      code: 'timeout',
      retryable: true,
    })
  })

  test('an answer one character at a time for ever', async () => {
    const port = await rawServer((socket) => {
      const timer = setInterval(() => socket.write('2'), 10)
      socket.on('close', () => clearInterval(timer))
    })
    expect(await failure(client(port, { timeoutMs: 200 }).send(mail))).toMatchObject({ code: 'timeout' })
  })

  test('something that is no mail server', async () => {
    const port = await rawServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    expect(await failure(client(port).send(mail))).toEqual({ code: 'bad_answer', retryable: true })
  })

  test('closed at once: reported, and when to try again is left to the caller', async () => {
    let connections = 0
    const port = await rawServer((socket) => {
      connections++
      socket.end()
    })
    expect(await failure(client(port).send(mail))).toEqual({ code: 'connection_lost', retryable: true })
    expect(connections).toBe(1)
  })

  test('lost after the text, before the receipt: reported once, not sent again by itself', async () => {
    let texts = 0
    const server = await mailServer({
      onData(stream, session) {
        stream.resume()
        stream.on('end', () => {
          texts++
          sockets.get(session.remotePort)?.destroy()
        })
      },
    })
    const sockets = new Map<number | undefined, net.Socket>()
    const relay = await rawServer((socket) => {
      const onward = net.connect(server.port, '127.0.0.1')
      onward.on('error', () => {})
      onward.on('connect', () => sockets.set(onward.localPort, socket))
      socket.pipe(onward).pipe(socket)
    })
    expect(await failure(client(relay).send(mail))).toEqual({ code: 'connection_lost', retryable: true })
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(texts).toBe(1)
  })
})

describe('encryption', () => {
  test('a server without STARTTLS gets neither mail nor password', async () => {
    const said: string[] = []
    const port = await rawServer((socket) => {
      socket.write('220 mail.example.com ESMTP\r\n')
      socket.on('data', (bytes) => {
        said.push(bytes.toString())
        socket.write(
          bytes.toString().startsWith('EHLO') ? '250-mail.example.com\r\n250 AUTH PLAIN\r\n' : '502 no\r\n',
        )
      })
    })
    expect(await failure(client(port, { user: 'u', password: 'canary' }).send(mail))).toMatchObject({
      code: expect.stringMatching(/tls_failed|rejected/),
    })
    expect(said.join('')).not.toMatch(/AUTH|MAIL FROM|canary/)
  })

  test('answers put in before STARTTLS are not believed', async () => {
    const port = await rawServer((socket) => {
      socket.write('220 x ESMTP\r\n')
      socket.on('data', (bytes) => {
        if (bytes.toString().startsWith('EHLO')) socket.write('250-x\r\n250 STARTTLS\r\n')
        if (bytes.toString().startsWith('STARTTLS')) socket.write('220 go\r\n250 injected\r\n')
      })
    })
    expect(await failure(client(port, { timeoutMs: 1000 }).send(mail))).toMatchObject({
      code: expect.stringMatching(/tls_failed|timeout|bad_answer/),
    })
  })

  test.each([
    ['self-signed', {}, { ca: undefined }],
    ['for another name', makeCertificate({ dns: ['other.example.com'] }), {}],
    [
      'expired',
      makeCertificate({
        dns: ['mail.example.com'],
        from: new Date(Date.now() - 2e8),
        until: new Date(Date.now() - 1e8),
      }),
      {},
    ],
  ])('a certificate that is %s', async (_, certificate, settings) => {
    const server = await mailServer(certificate)
    const ca = 'cert' in certificate ? { ca: certificate.cert } : {}
    expect(await failure(client(server.port, { ...ca, ...settings }).send(mail))).toEqual({
      code: 'tls_failed',
      retryable: true,
    })
    expect(server.received).toEqual([])
  })

  test('mail in the clear needs to be asked for', async () => {
    const bare = { host: 'localhost', from: 'a@example.com', security: 'none' }
    expect(SmtpSettings.safeParse(bare).success).toBe(false)
    expect(SmtpSettings.safeParse({ ...bare, allowUnencrypted: true }).success).toBe(true)
    const server = await mailServer({ disabledCommands: ['STARTTLS'] })
    await client(server.port, { security: 'none', allowUnencrypted: true }).send(mail)
    expect(server.received[0]).toMatchObject({ secure: false })
  })

  test('where it may be in the clear, it is still encrypted if offered', async () => {
    const server = await mailServer()
    await client(server.port, { security: 'none', allowUnencrypted: true, ca: undefined }).send(mail)
    expect(server.received[0]).toMatchObject({ secure: true })
  })
})

describe('a mail server a user typed', () => {
  test.each([
    ['127.0.0.1', 25],
    ['localhost', 587],
    ['169.254.169.254', 25],
    ['2130706433', 25],
    ['mail.example.com', 22],
    ['mail.example.com', 5432],
  ])('%s:%i is refused', async (host, port) => {
    const options: SmtpOptions = {
      allowPorts: undefined,
      allowHosts: [],
      resolve: () => Promise.resolve(['8.8.8.8']),
    }
    expect(await failure(client(port, { host }, options).send(mail))).toEqual({
      code: 'target_refused',
      retryable: false,
    })
  })
  test('a name that resolves to the inside is refused', async () => {
    expect(await failure(client(587, {}, { allowPorts: [587], allowHosts: [] }).send(mail))).toMatchObject({
      code: 'target_refused',
    })
  })
  test('a mail with a second recipient in it never leaves', async () => {
    const server = await mailServer()
    const sender = client(server.port)
    expect(await failure(sender.send({ ...mail, to: 'a@example.com, b@example.com' }))).toEqual({
      code: 'request_refused',
      retryable: false,
    })
    expect(await failure(sender.send({ ...mail, subject: 'x\r\nBcc: b@example.com' }))).toMatchObject({
      code: 'request_refused',
    })
    expect(server.connections()).toBe(0)
  })
})

describe('the settings as one URL', () => {
  const from = 'throughline@example.com'
  test.each<[string, boolean, Record<string, unknown>]>([
    ['smtp://mail.example.com', false, { port: 587, security: 'starttls' }],
    [
      'smtps://u%40x:p%2Fw@mail.example.com',
      false,
      { port: 465, security: 'tls', user: 'u@x', password: 'p/w' },
    ],
    ['smtp://mail.example.com:2525', true, { port: 2525, security: 'none' }],
    ['smtps://mail.example.com', true, { port: 465, security: 'tls' }],
    ['smtp://[::1]:25/', true, { host: '::1', port: 25 }],
  ])('%s', (url, allowPlaintext, expected) => {
    expect(readMailUrl({ url, from, allowPlaintext })).toMatchObject(expected)
  })
  test.each([
    '',
    'mail.example.com',
    'http://mail.example.com',
    'smtp://',
    'smtp://host/path',
    'smtp://user@mail.example.com',
    'smtp://h:99999',
  ])('%j is refused and says what was expected', (url) => {
    expect(() => readMailUrl({ url, from, allowPlaintext: false })).toThrow(/SMTP_URL: .*expected/)
  })
  test('an error never shows the password', () => {
    expect(() =>
      readMailUrl({ url: 'smtp://u:canary@mail.example.com', from: 'not an address', allowPlaintext: false }),
    ).toThrow(expect.objectContaining({ message: expect.not.stringContaining('canary') }))
  })
  test('sends to a server on this machine, which the operator may name', async () => {
    const server = await mailServer()
    const mailer = createMailer({ url: `smtp://127.0.0.1:${server.port}`, from, allowPlaintext: true })
    opened.push(() => mailer.close())
    await mailer.send(mail)
    expect(server.received).toHaveLength(1)
  })
})
