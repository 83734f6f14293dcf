import type { SmtpClient } from './client.ts'
import { createSmtpClient } from './client.ts'
import { SmtpSettings } from './settings.ts'

export type MailUrl = {
  /** `smtp://user:password@host:587` (STARTTLS) or `smtps://user:password@host:465` (TLS). */
  url: string
  from: string
  /** Accept a server that offers no encryption. */
  allowPlaintext: boolean
}

/** The mailer of the operator's settings; an error names what is wrong with them, never the password. */
export function createMailer(mail: MailUrl): SmtpClient {
  return createSmtpClient(readMailUrl(mail), { trusted: true })
}

/** The settings a mail URL stands for. */
export function readMailUrl({ url, from, allowPlaintext }: MailUrl): SmtpSettings {
  if (!/^smtps?:\/\/[^/\s]+\/?$/.test(url) || !URL.canParse(url))
    throw new Error('SMTP_URL: expected smtp://user:password@host:587 or smtps://user:password@host:465')
  const { protocol, hostname, port, username, password } = new URL(url)
  const always = protocol === 'smtps:' ? 'tls' : 'starttls'
  const read = SmtpSettings.safeParse({
    host: decodeURIComponent(hostname).replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? (always === 'tls' ? 465 : 587) : Number(port),
    security: always === 'starttls' && allowPlaintext ? 'none' : always,
    allowUnencrypted: allowPlaintext,
    ...(username === '' ? {} : { user: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
    from,
    fromName: 'Throughline',
  })
  if (read.success) return read.data
  throw new Error(
    `SMTP_URL: ${read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`,
  )
}
