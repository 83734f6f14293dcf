import { createTransport } from 'nodemailer'
import { ConnectorError } from '../kit/connector-error.ts'
import type { Resolve } from '../kit/egress.ts'
import { resolveAllowed } from '../kit/egress.ts'
import type { TargetPolicy } from '../kit/target-rules.ts'
import { checkHost } from '../kit/target-rules.ts'
import { mailFailure } from './mail-failure.ts'
import type { OutgoingMail } from './mail-text.ts'
import { checkMail } from './mail-text.ts'
import type { SmtpSettings } from './settings.ts'

export type SmtpClient = {
  /**
   * Hands one mail to the mail server. Where the server took it but its receipt was lost, this fails too and a
   * second try carries the same Message-ID.
   */
  send(mail: OutgoingMail): Promise<{ sentAt: string }>
  /** Connects and signs in without sending anything. */
  verify(): Promise<void>
  /** Ends all connections, also those that are stuck. */
  close(): void
}

export type SmtpOptions = TargetPolicy & { resolve?: Resolve; now?: () => string }

type Transport = ReturnType<typeof openTransport>

/** Mail through one server over a few kept connections. Settings of the operator are `trusted`; a user's never are. */
export function createSmtpClient(settings: SmtpSettings, options: SmtpOptions = {}): SmtpClient {
  let open: { address: string; transport: Transport } | null = null
  const now = options.now ?? (() => new Date().toISOString())

  async function transportFor(deadline: AbortSignal): Promise<Transport> {
    const address = await connectTo(settings, options, deadline)
    if (open?.address === address) return open.transport
    open?.transport.close()
    open = { address, transport: openTransport(settings, address) }
    return open.transport
  }

  return {
    async send(mail) {
      const ready = checkMail(mail)
      if (!ready.ok) throw new ConnectorError('request_refused', { cause: ready.reason })
      const deadline = AbortSignal.timeout(settings.timeoutMs)
      return guarded(async () => {
        const transport = await transportFor(deadline)
        await transport.sendMail({ ...messageOf(settings, ready.value), signal: deadline })
        return { sentAt: now() }
      })
    },
    async verify() {
      await guarded(async () => {
        const transport = await transportFor(AbortSignal.timeout(settings.timeoutMs))
        await transport.verify()
      })
    },
    close() {
      open?.transport.close({ force: true })
      open = null
    },
  }
}

/** The operator's host as it is; any other host only by an address that was checked. */
async function connectTo(
  settings: SmtpSettings,
  options: SmtpOptions,
  deadline: AbortSignal,
): Promise<string> {
  const host = checkHost(settings.host, settings.port, { allowPorts: [25, 465, 587, 2525], ...options })
  if (!host.ok) throw new ConnectorError('target_refused', { cause: host.reason })
  if (options.trusted) return host.value
  const [address] = await resolveAllowed(host.value, options, deadline)
  if (address === undefined) throw new ConnectorError('unreachable')
  return address
}

function openTransport(settings: SmtpSettings, address: string) {
  return createTransport({
    pool: true,
    maxConnections: 3,
    maxMessages: 100,
    // A mail whose connection broke may have arrived: whether to repeat it is decided by the outbox, not here.
    maxRequeues: 0,
    idleTimeout: 10_000,
    host: address,
    port: settings.port,
    secure: settings.security === 'tls',
    requireTLS: settings.security === 'starttls',
    tls: {
      servername: settings.host,
      minVersion: 'TLSv1.2',
      // Where clear text would do, an unknown certificate is still better than none.
      rejectUnauthorized: settings.security !== 'none',
      ...(settings.ca === undefined ? {} : { ca: settings.ca }),
    },
    ...(settings.user === undefined ? {} : { auth: { user: settings.user, pass: settings.password } }),
    connectionTimeout: settings.timeoutMs,
    greetingTimeout: settings.timeoutMs,
    socketTimeout: settings.timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}

function messageOf(settings: SmtpSettings, mail: OutgoingMail) {
  const { messageId, to, subject, text, html, headers = {} } = mail
  return {
    from:
      settings.fromName === undefined ? settings.from : { name: settings.fromName, address: settings.from },
    to: { name: '', address: to },
    // Said apart from the headers, so that nothing in a header can add a recipient.
    envelope: { from: settings.from, to: [to] },
    messageId,
    subject,
    text,
    html,
    headers: { 'Auto-Submitted': 'auto-generated', ...headers },
  }
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof ConnectorError ? error : new ConnectorError(mailFailure(error), { cause: error })
  }
}
