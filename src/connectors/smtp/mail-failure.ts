import type { ConnectorFailure } from '../kit/connector-error.ts'

/** What the mail library tells of a failure. */
type Told = { code: string; originalCode: string; command: string; responseCode: number }

const byCode: Record<string, ConnectorFailure> = {
  ETIMEDOUT: 'timeout',
  EABORT: 'timeout',
  EDNS: 'unreachable',
  ETLS: 'tls_failed',
  EREQUIRETLS: 'tls_failed',
  EPROTOCOL: 'bad_answer',
  ECONFIG: 'not_configured',
  ENOAUTH: 'not_configured',
}

/** Which of the closed codes a failed mail is. A refusal for now (4yz) may be tried again, one for good (5yz) not. */
export function mailFailure(error: unknown): ConnectorFailure {
  const told = read(error)
  if (told.responseCode >= 400 && told.responseCode < 500) return 'deferred'
  if (told.code === 'EAUTH') return told.responseCode === 0 ? 'not_configured' : 'credentials_refused'
  if (told.responseCode >= 500) {
    if (told.responseCode === 530 || told.responseCode === 535) return 'credentials_refused'
    return told.command === 'RCPT TO' ? 'recipient_rejected' : 'rejected'
  }
  if (told.code === 'EENVELOPE' || told.code === 'EMESSAGE') return 'rejected'
  if (/CERT|SIGNATURE|^ERR_(TLS|SSL)|ISSUER|^EPROTO$/.test(told.originalCode)) return 'tls_failed'
  if (/REFUSED|UNREACH|NOTFOUND|EAI_AGAIN|NOTAVAIL/.test(told.originalCode)) return 'unreachable'
  return byCode[told.code] ?? 'connection_lost'
}

function read(error: unknown): Told {
  const fields: Record<string, unknown> = error instanceof Error ? { ...error } : {}
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '')
  const responseCode = typeof fields.responseCode === 'number' ? fields.responseCode : 0
  return { code: text('code'), originalCode: text('originalCode'), command: text('command'), responseCode }
}
