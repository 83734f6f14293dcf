import net from 'node:net'
import { SMTPServer } from 'smtp-server'
import { makeCertificate } from '../kit/test-certificate.ts'
import { listenOn } from '../kit/test-server.ts'
import type { SmtpClient, SmtpOptions } from './client.ts'
import { createSmtpClient } from './client.ts'
import { SmtpSettings } from './settings.ts'

export const mail = {
  messageId: '<mal_1@throughline.example.com>',
  to: 'csm@example.com',
  subject: 'Handoff for Žluťoučký 😀',
  text: 'Hello,\n.\na line with a dot',
  html: '<p>Hello <b>&lt;you&gt;</b></p>',
}
export const made = makeCertificate({ dns: ['mail.example.com'] })
export const opened: Array<() => Promise<unknown> | void> = []

/** Closes all that the test opened, the last first. */
export async function closeAll(): Promise<void> {
  for (const close of opened.splice(0).toReversed()) await close()
}

type Received = { from: string; to: string[]; source: string; secure: boolean; user: string | undefined }
export type Behaviour = ConstructorParameters<typeof SMTPServer>[0]

export async function mailServer(behaviour: Behaviour = {}) {
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
  const port = await listenOn(server.server, '127.0.0.1')
  opened.push(() => new Promise<void>((resolve) => server.close(() => resolve())))
  return { port, received, connections: () => connections }
}

export async function rawServer(serve: (socket: net.Socket) => void): Promise<number> {
  const sockets = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    serve(socket)
  })
  const port = await listenOn(server, '127.0.0.1')
  opened.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return port
}

export function client(
  port: number,
  settings: Record<string, unknown> = {},
  options: SmtpOptions = {},
): SmtpClient {
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

/** An answer of the mail server by its number. */
export function reply(responseCode: number): Error {
  return Object.assign(new Error(`answer ${responseCode}`), { responseCode })
}
