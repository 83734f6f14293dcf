/** Every code a refused operation can carry. Doors translate them; each door's table is exhaustive. */
export const errorCodes = [
  'invalid',
  'not_signed_in',
  'forbidden',
  'not_found',
  'conflict',
  'refused',
  'too_many',
  'unavailable',
] as const
export type ErrorCode = (typeof errorCodes)[number]

/** One thing wrong with what was sent: where, and what was expected. */
export type FieldProblem = { path: string; message: string }

/** An error whose sentence may be shown to the person who caused it. Everything else is shown as "something went wrong". */
export class AppError extends Error {
  readonly code: ErrorCode
  /** What exactly, for programs: `handoff_not_submitted`, `stale_version`, … */
  readonly detail: string
  readonly fields: readonly FieldProblem[]
  /** For a conflict: what stands there now. */
  readonly current: unknown
  readonly retryAfterSeconds: number | null

  constructor(
    code: ErrorCode,
    detail: string,
    message: string,
    more: {
      fields?: readonly FieldProblem[]
      current?: unknown
      retryAfterSeconds?: number
      cause?: unknown
    } = {},
  ) {
    super(message, { cause: more.cause })
    this.name = 'AppError'
    this.code = code
    this.detail = detail
    this.fields = more.fields ?? []
    this.current = more.current
    this.retryAfterSeconds = more.retryAfterSeconds ?? null
  }
}

export function invalid(message: string, fields: readonly FieldProblem[] = []): AppError {
  return new AppError('invalid', 'invalid', message, { fields })
}

export function notFound(noun: string): AppError {
  return new AppError(
    'not_found',
    `${noun}_not_found`,
    `There is no such ${noun.replaceAll('_', ' ')}, or you may not see it.`,
  )
}

export function forbidden(reason: string): AppError {
  return new AppError('forbidden', 'forbidden', reason)
}

export function refused(detail: string, reason: string): AppError {
  return new AppError('refused', detail, reason)
}

/** Somebody else changed it first; `current` lets the reader see both values. */
export function stale(noun: string, current: unknown): AppError {
  return new AppError('conflict', 'stale_version', `Somebody else changed this ${noun} in the meantime.`, {
    current,
  })
}
