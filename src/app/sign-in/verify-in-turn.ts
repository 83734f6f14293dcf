import { type PasswordVerdict, verifyPassword } from '../../connectors/kit/passwords.ts'
import { AppError } from '../errors.ts'

/** Each check takes tens of milliseconds and 19 MiB on purpose; more than this at once would take the rest down with it. */
const mostAtOnce = 4
const mostWaiting = 64

let running = 0
const waiting: Array<() => void> = []

/** Checks a password when it is its turn; a crowd larger than can be served soon is sent away at once. */
export async function verifyInTurn(password: string, stored: string | null): Promise<PasswordVerdict> {
  if (running >= mostAtOnce) {
    if (waiting.length >= mostWaiting) throw crowded()
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else {
    running++
  }
  try {
    return await verifyPassword(password, stored)
  } finally {
    const next = waiting.shift()
    // The place is handed over, not given back and taken again, so that nobody slips in between.
    if (next) next()
    else running--
  }
}

function crowded(): AppError {
  return new AppError(
    'unavailable',
    'crowded',
    'Too many people are signing in just now. Try again in a moment.',
    {
      retryAfterSeconds: 3,
    },
  )
}
