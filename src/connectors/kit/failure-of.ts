import type { ConnectorFailure } from './connector-error.ts'
import { ConnectorError } from './connector-error.ts'
import type { EgressAnswer } from './egress.ts'

const byCode: Record<string, ConnectorFailure> = {
  ECONNREFUSED: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  ETIMEDOUT: 'timeout',
  ABORT_ERR: 'timeout',
  ECONNRESET: 'connection_lost',
  EPIPE: 'connection_lost',
  EPROTO: 'tls_failed',
  ECONNABORTED: 'connection_lost',
}

/** Which of the closed codes an error of the network layer is. */
export function failureOf(error: unknown): ConnectorFailure {
  const code = codeOf(error)
  const known = byCode[code]
  if (known) return known
  if (code.startsWith('HPE_')) return 'bad_answer'
  if (/^ERR_(TLS|SSL)|CERT|SIGNATURE|CRL|ISSUER|SELF_SIGNED/.test(code)) return 'tls_failed'
  return 'unreachable'
}

function codeOf(error: unknown): string {
  if (error instanceof Error && error.name === 'AbortError') return 'ABORT_ERR'
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** The answer itself where it is 2xx, else the error that says whether to try again. */
export function expectOk(answer: EgressAnswer): EgressAnswer {
  if (answer.status >= 200 && answer.status <= 299) return answer
  throw new ConnectorError(failureOfStatus(answer.status), {
    retryAfterSec: retryAfter(answer.headers['retry-after']),
  })
}

function failureOfStatus(status: number): ConnectorFailure {
  if (status >= 300 && status <= 399) return 'redirected'
  if (status === 401 || status === 403) return 'credentials_refused'
  if (status === 404) return 'not_found'
  if (status === 410) return 'gone'
  if (status === 408) return 'timeout'
  if (status === 425 || status === 429) return 'rate_limited'
  if (status >= 500 && status <= 599) return 'unavailable'
  return status >= 400 && status <= 499 ? 'rejected' : 'bad_answer'
}

/** Only the form in seconds; a day at most, so that nobody can put us to sleep. */
function retryAfter(written: string | undefined): number | null {
  return written !== undefined && /^\d{1,9}$/.test(written) ? Math.min(Number(written), 86_400) : null
}
