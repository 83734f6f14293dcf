import { once } from 'node:events'
import net from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterEach, describe, expect, test } from 'vitest'
import { ConnectorError } from '../kit/connector-error.ts'
import { makeCertificate } from '../kit/test-certificate.ts'
import type { SmtpClient, SmtpOptions } from './client.ts'
import { createSmtpClient } from './client.ts'
import { createMailer, readMailUrl } from './create-mailer.ts'
import { SmtpSettings } from './settings.ts'

const mail = {
  messageId: '<mal_1@throughline.example.com>',
  to: 'csm@example.com',
  subject: 'Handoff for Žluťoučký 😀',
  text: 'Hello,\n.\na line with a dot',
  html: '<p>Hello <b>&lt;you&gt;</b></p>',
}
const made = makeCertificate({ dns: ['mail.example.com'] })
const opened: Array<() => Promise<unknown> | void> = []
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close()
})

type Received = { from: string; to: string[]; source: string; secure: boolean; user: string | undefined }
type Behaviour = ConstructorParameters<typeof SMTPServer>[0]

async function mailServer(behaviour: Behaviour = {}) {
  const received: Received[] = []
  let connections = 0
  const server = new SMTPServer({
    ...made,
    authOptional: true,
    closeTimeout: 50,
    onConnect: (_session, callback) => {
      connections++
      callback()
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        received.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          source: Buffer.concat(chunks).toString(),
          secure: session.secure,
          user: session.user,
        })
        callback()
      })
    },
    ...behaviour,
  })
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  opened.push(() => new Promise<void>((resolve) => server.close(() => resolve())))
  return { port: portOf(server.server), received, connections: () => connections }
}

async function rawServer(serve: (socket: net.Socket) => void): Promise<number> {
  const sockets = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    serve(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  opened.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return portOf(server)
}

function portOf(server: net.Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

function client(port: number, settings: Record<string, unknown> = {}, options: SmtpOptions = {}): SmtpClient {
  const parsed = SmtpSettings.parse({
    host: 'mail.example.com',
    port,
    from: 'throughline@example.com',
    fromName: 'Throughline',
    ca: made.cert,
    timeoutMs: 3000,
    ...settings,
  })
  const reach: SmtpOptions = {
    allowPorts: [port],
    allowHosts: ['127.0.0.1'],
    resolve: () => Promise.resolve(['127.0.0.1']),
  }
  const made2 = createSmtpClient(parsed, { ...reach, ...options })
  opened.push(() => made2.close())
  return made2
}

async function failure(work: Promise<unknown>): Promise<{ code: string; retryable?: boolean }> {
  try {
    await work
    return { code: 'no error' }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    return { code: error.code, retryable: error.retryable }
  }
}

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

function reply(responseCode: number): Error {
  return Object.assign(new Error(`answer ${responseCode}`), { responseCode })
}

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
    const from = performance.now()
    expect(await failure(client(port, { timeoutMs: 200 }).send(mail))).toMatchObject({ code: 'timeout' })
    expect(performance.now() - from).toBeLessThan(2000)
  })

  test('something that is no mail server', async () => {
    const port = await rawServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    expect(await failure(client(port).send(mail))).toEqual({ code: 'bad_answer', retryable: true })
  })

  test('closed at once', async () => {
    const port = await rawServer((socket) => socket.end())
    expect(await failure(client(port).send(mail))).toEqual({ code: 'connection_lost', retryable: true })
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
    const bare = { host: 'localhost', from: 'a@example.com', security: 'optional' }
    expect(SmtpSettings.safeParse(bare).success).toBe(false)
    expect(SmtpSettings.safeParse({ ...bare, allowUnencrypted: true }).success).toBe(true)
    const server = await mailServer({ disabledCommands: ['STARTTLS'] })
    await client(server.port, { security: 'optional', allowUnencrypted: true }).send(mail)
    expect(server.received[0]).toMatchObject({ secure: false })
  })

  test('where it may be in the clear, it is still encrypted if offered', async () => {
    const server = await mailServer()
    await client(server.port, { security: 'optional', allowUnencrypted: true, ca: undefined }).send(mail)
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
    ['smtp://mail.example.com:2525', true, { port: 2525, security: 'optional' }],
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
