/**
 * Everything that can go wrong between us and another system, and whether trying again later can help.
 * The code is all that leaves a connector: no answer, address or port of the other side does.
 */
export const connectorFailures = {
  target_refused: { retryable: false, sentence: 'This address may not be called from here.' },
  request_refused: { retryable: false, sentence: 'The request itself is not one that may be sent.' },
  not_configured: { retryable: false, sentence: 'The settings of this connection are incomplete or wrong.' },
  unreachable: { retryable: true, sentence: 'The other system could not be reached.' },
  timeout: { retryable: true, sentence: 'The other system did not answer in time.' },
  connection_lost: { retryable: true, sentence: 'The connection broke before the answer was complete.' },
  tls_failed: {
    retryable: true,
    sentence: 'No trusted encrypted connection: the certificate or the protocol was not accepted.',
  },
  bad_answer: {
    retryable: true,
    sentence: 'The other system answered something that is not a valid answer.',
  },
  busy: { retryable: true, sentence: 'Too many requests to this system are under way.' },
  rate_limited: { retryable: true, sentence: 'The other system asks us to slow down.' },
  unavailable: { retryable: true, sentence: 'The other system reports a fault of its own.' },
  redirected: {
    retryable: false,
    sentence: 'The other system points to another address; redirects are not followed.',
  },
  credentials_refused: { retryable: false, sentence: 'The other system does not accept our credentials.' },
  not_found: { retryable: false, sentence: 'The other system does not know this address.' },
  gone: {
    retryable: false,
    sentence: 'The other system says that it wants no more requests at this address.',
  },
  rejected: { retryable: false, sentence: 'The other system refused the request.' },
  recipient_rejected: { retryable: false, sentence: 'The mail server does not accept this recipient.' },
  deferred: { retryable: true, sentence: 'The mail server asks to try again later.' },
} as const satisfies Record<string, { retryable: boolean; sentence: string }>

export type ConnectorFailure = keyof typeof connectorFailures

/** The one error a connector throws. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError'
  readonly code: ConnectorFailure
  /** Whether trying again later can help. */
  readonly retryable: boolean
  /** How long the other side asked us to wait. */
  readonly retryAfterSec: number | null

  constructor(code: ConnectorFailure, details: { cause?: unknown; retryAfterSec?: number | null } = {}) {
    super(connectorFailures[code].sentence, { cause: details.cause })
    this.code = code
    this.retryable = connectorFailures[code].retryable
    this.retryAfterSec = details.retryAfterSec ?? null
  }
}
