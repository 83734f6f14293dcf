import { AppError } from '../errors.ts'
import type { Verb } from '../verbs.ts'
import { acceptHandoff } from './accept-handoff.ts'

/** Accepts several at once. Rules refuse before anything is written, so one that is refused leaves the others be. */
export const acceptHandoffs: Verb<'handoff.accept_many'> = async (ctx, input) => {
  const accepted: string[] = []
  const refused: { id: string; reason: string }[] = []
  // In the order of their ids, so that two people accepting overlapping lists never wait for each other in a circle.
  for (const one of input.handoffs.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    try {
      await acceptHandoff(ctx, one)
      accepted.push(one.id)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      refused.push({ id: one.id, reason: error.message })
    }
  }
  return { accepted, refused }
}
