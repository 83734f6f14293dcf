const most = 10
const windowMs = 15 * 60_000
const mostKept = 10_000

const guesses = new Map<string, { count: number; sinceMs: number }>()

/** Whether somebody already signed in may try another "present password": a stolen session must not guess it. */
export function mayGuess(memberId: string): boolean {
  const known = guesses.get(memberId)
  return !known || performance.now() - known.sinceMs > windowMs || known.count < most
}

export function noteWrongGuess(memberId: string): void {
  const nowMs = performance.now()
  const known = guesses.get(memberId)
  if (guesses.size >= mostKept) guesses.clear()
  if (!known || nowMs - known.sinceMs > windowMs) guesses.set(memberId, { count: 1, sinceMs: nowMs })
  else known.count++
}
