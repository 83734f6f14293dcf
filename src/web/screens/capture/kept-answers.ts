import type { AnswerDraft } from '../../components/answers/answer-draft.ts'

/** What was written and is not at the server yet, as it lies on this device. */
export type KeptAnswer = {
  /** The version of the answer that was seen when writing began. */
  version: number
  draft: AnswerDraft
  /** Said to be finished: to be sent as soon as there is a connection. */
  wanted: boolean
  /** The key it was last sent with; the same again where nobody knows whether it arrived. */
  key: string | null
}

export type Shelf = {
  read: (requirementId: string) => KeptAnswer | null
  write: (requirementId: string, kept: KeptAnswer) => void
  remove: (requirementId: string) => void
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/**
 * A place on this device for the unsent answers of one deal and one person: the next person who signs in on this
 * device does not see them. Where the browser keeps nothing (private windows, storage full) they last as long as the page.
 */
export function openShelf(owner: string, about: string, store: Store = globalThis.localStorage): Shelf {
  const nameOf = (requirementId: string): string => `throughline.answer.${owner}.${about}.${requirementId}`
  return {
    read: (requirementId) => quietly(() => parse(store.getItem(nameOf(requirementId)))) ?? null,
    write: (requirementId, kept) =>
      void quietly(() => store.setItem(nameOf(requirementId), JSON.stringify(kept))),
    remove: (requirementId) => void quietly(() => store.removeItem(nameOf(requirementId))),
  }
}

function quietly<T>(work: () => T): T | null {
  try {
    return work()
  } catch {
    return null
  }
}

function parse(text: string | null): KeptAnswer | null {
  const value: unknown = JSON.parse(text ?? 'null')
  return isKept(value) ? value : null
}

function isKept(value: unknown): value is KeptAnswer {
  if (typeof value !== 'object' || value === null) return false
  const { version, draft, wanted } = value as Partial<Record<keyof KeptAnswer, unknown>>
  const shaped = typeof draft === 'object' && draft !== null && 'state' in draft && 'evidence' in draft
  return typeof version === 'number' && typeof wanted === 'boolean' && shaped
}
