export type ClockErrorCode = 'outside_span' | 'bad_instant' | 'bad_duration' | 'bad_pause'

/**
 * Thrown when a question about time has no answer: the calendar was compiled for other years
 * (`outside_span`), or the question itself is malformed. The message says what was expected.
 * It is thrown, not returned, because it is a mistake of the caller and never of a person using the product.
 */
export class ClockError extends Error {
  readonly code: ClockErrorCode

  constructor(code: ClockErrorCode, message: string) {
    super(message)
    this.name = 'ClockError'
    this.code = code
  }
}
