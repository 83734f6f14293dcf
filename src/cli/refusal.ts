import { AppError, type ErrorCode, errorCodes, type FieldProblem } from '../app/errors.ts'
import { UsageError } from './command.ts'
import { exitCodeOf, exitCodes } from './exit-codes.ts'

/** Why a command did not do what it was asked, wherever that was decided. */
export class Refusal extends Error {
  readonly exitCode: number
  readonly fields: readonly FieldProblem[]
  constructor(exitCode: number, message: string, fields: readonly FieldProblem[] = []) {
    super(message)
    this.name = 'Refusal'
    this.exitCode = exitCode
    this.fields = fields
  }

  static fromProblem(status: number, text: string): Refusal {
    const problem = readProblem(text)
    const code = errorCodes.find((it) => problem.type.endsWith(`#error-${it}`))
    const detail = problem.detail || `The server answered ${status}, without saying why.`
    return new Refusal(code ? exitCodeOf[code] : exitOfStatus(status), detail, problem.fields)
  }

  static unreachable(base: string, error: unknown): Refusal {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
    return new Refusal(exitCodes.unavailable, `${base} cannot be reached: ${cause}`)
  }

  /** NULL for what nobody foresaw. */
  static of(error: unknown): Refusal | null {
    if (error instanceof Refusal) return error
    if (error instanceof UsageError) return new Refusal(exitCodes.usage, error.message)
    if (error instanceof AppError)
      return new Refusal(exitCodeOf[error.code as ErrorCode], error.message, error.fields)
    return null
  }
}

function exitOfStatus(status: number): number {
  if (status === 404) return exitCodes.notFound
  if (status >= 500) return exitCodes.unavailable
  return exitCodes.usage
}

type Problem = { type: string; detail: string; fields: FieldProblem[] }

function readProblem(text: string): Problem {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) throw new TypeError('not an object')
    const found = value as Partial<Problem>
    return { type: found.type ?? '', detail: found.detail ?? '', fields: found.fields ?? [] }
  } catch {
    return { type: '', detail: '', fields: [] }
  }
}
