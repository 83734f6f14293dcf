import type { ErrorCode } from '../app/errors.ts'

/** What a script can tell from how the command line ended. */
export const exitCodes = {
  done: 0,
  /** The state of things does not allow it, or somebody was faster. */
  refused: 1,
  /** The command or something given to it does not fit. */
  usage: 2,
  /** Not this person, or not with this key. */
  notAllowed: 3,
  /** There is none, or not for this person. */
  notFound: 4,
  /** Worth trying again. */
  unavailable: 5,
  internal: 70,
} as const

export const exitCodeOf = {
  invalid: exitCodes.usage,
  not_signed_in: exitCodes.notAllowed,
  forbidden: exitCodes.notAllowed,
  not_found: exitCodes.notFound,
  conflict: exitCodes.refused,
  refused: exitCodes.refused,
  too_many: exitCodes.unavailable,
  unavailable: exitCodes.unavailable,
} as const satisfies Record<ErrorCode, number>
