import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { Log } from '../app/context.ts'
import { AppError, type ErrorCode, type FieldProblem } from '../app/errors.ts'
import { plainProblem } from './front-door.ts'

/** The status of every code an operation can refuse with. */
export const statusOf = {
  invalid: 400,
  not_signed_in: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  refused: 422,
  too_many: 429,
  unavailable: 503,
} as const satisfies Record<ErrorCode, number>

export const titleOf = {
  invalid: 'The request does not fit',
  not_signed_in: 'Not signed in',
  forbidden: 'Not allowed',
  not_found: 'Not found',
  conflict: 'Changed in the meantime',
  refused: 'Not possible now',
  too_many: 'Too many requests',
  unavailable: 'Not available just now',
} as const satisfies Record<ErrorCode, string>

/** What every refused request is answered with, as RFC 9457 says, plus what programs and forms need. */
export type Problem = {
  type: string
  title: string
  status: number
  /** A sentence for the person who asked. */
  detail: string
  /** What exactly, for programs; stable. */
  code: string
  fields?: readonly FieldProblem[]
  /** For a conflict: what stands there now. */
  current?: unknown
  requestId: string
}

/** A refusal that only this door knows: a method, a size, a content type. */
export class HttpRefusal extends Error {
  readonly status: number
  readonly code: string
  readonly headers: Readonly<Record<string, string>>
  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message)
    this.name = 'HttpRefusal'
    this.status = status
    this.code = code
    this.headers = headers
  }
}

const frameworkRefusals: Readonly<Record<string, HttpRefusal>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: new HttpRefusal(
    413,
    'too_large',
    'The request is larger than this operation takes.',
  ),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: new HttpRefusal(
    415,
    'not_json',
    'Expected Content-Type: application/json.',
  ),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: new HttpRefusal(
    400,
    'bad_length',
    'The body is not as long as announced.',
  ),
  FST_ERR_BAD_URL: new HttpRefusal(400, 'bad_address', 'The address contains escapes that mean nothing.'),
  FST_ERR_MAX_PARAM_LENGTH: new HttpRefusal(404, 'not_found', 'There is nothing at this address.'),
}

/** Answers an error of any kind. What nobody foresaw is logged whole and shown without a word of it. */
export function sendError(error: unknown, { request, reply, log }: Failed): FastifyReply {
  const { problem, headers } = describe(error, request)
  if (problem.status >= 500) {
    const fields = {
      requestId: request.id,
      method: request.method,
      path: request.routeOptions.url,
      err: error,
    }
    log.error(fields, problem.code === 'internal' ? 'Unforeseen error' : problem.detail)
  }
  // Closing on a sender still writing would cost it the answer: the rest is read and thrown away, in the time a body has.
  if (problem.status === 413) reply.removeHeader('connection')
  return reply
    .code(problem.status)
    .headers(headers)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem))
}

type Failed = { request: FastifyRequest; reply: FastifyReply; log: Log }

function describe(
  error: unknown,
  request: FastifyRequest,
): { problem: Problem; headers: Readonly<Record<string, string>> } {
  if (error instanceof AppError) return { problem: appProblem(error, request), headers: appHeaders(error) }
  const refusal = error instanceof HttpRefusal ? error : frameworkRefusal(error)
  const { status, code, message, headers } = refusal
  return {
    problem: { ...plainProblem(status, code, message), requestId: request.id },
    headers,
  }
}

function appProblem(error: AppError, request: FastifyRequest): Problem {
  return {
    type: `/api#error-${error.code}`,
    title: titleOf[error.code],
    status: statusOf[error.code],
    detail: error.message,
    code: error.detail,
    ...(error.fields.length > 0 && { fields: error.fields }),
    ...(error.current !== undefined && { current: error.current }),
    requestId: request.id,
  }
}

function appHeaders(error: AppError): Record<string, string> {
  return {
    ...(error.retryAfterSeconds !== null && { 'retry-after': String(error.retryAfterSeconds) }),
    ...(error.code === 'not_signed_in' && { 'www-authenticate': 'Bearer realm="throughline"' }),
  }
}

const internal = new HttpRefusal(500, 'internal', 'Something went wrong on our side. Nothing was changed.')
const aborted = new HttpRefusal(400, 'aborted', 'The connection ended before the request was complete.')
const unreadable = new HttpRefusal(400, 'bad_request', 'The request could not be read.')

function frameworkRefusal(error: unknown): HttpRefusal {
  if (!isFastifyError(error)) return internal
  const known = frameworkRefusals[error.code]
  if (known) return known
  if (error.code === 'ECONNRESET' && error.message === 'aborted') return aborted
  return error.code.startsWith('FST_') && (error.statusCode ?? 500) < 500 ? unreadable : internal
}

function isFastifyError(error: unknown): error is FastifyError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
}
