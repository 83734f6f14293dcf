import type { BriefItem, GivenAnswer } from '../../../contract/deals.ts'
import { ApiError } from '../../api.ts'
import { type AnswerDraft, outcomeOf } from '../../components/answers/answer-draft.ts'
import {
  type AnswerEvent,
  type AnswerSave,
  beginAnswer,
  isDirty,
  nextAnswer,
  stepFor,
} from '../../components/answers/answer-save.ts'
import { intentKey } from '../../components/intent-key.ts'
import type { Shelf } from './kept-answers.ts'

/** One answer of the queue: `wanted` says that whoever writes it is done with it. */
export type QueuedAnswer = AnswerSave & { wanted: boolean; key: string | null }

export type Sending = {
  requirementId: string
  version: number
  /** NULL takes the answer back. */
  answer: GivenAnswer | null
  key: string
}

type QueueOptions = {
  shelf: Shelf
  /** Sends one; answers how the requirement stands then. */
  send: (sending: Sending) => Promise<BriefItem>
  /** How long after a lost connection it is tried again by itself. */
  retryAfterMs?: number
}

/** Whether it still has to reach the server. */
export function isWaiting(answer: QueuedAnswer): boolean {
  return answer.wanted && isDirty(answer) && answer.state.kind !== 'conflict'
}

/** Answers written one after the other: kept on the device at every stroke, sent in order, never lost and never twice. */
export class AnswerQueue {
  #answers: ReadonlyMap<string, QueuedAnswer> = new Map()
  readonly #listeners = new Set<() => void>()
  readonly #options: QueueOptions
  #busy = false
  #disposed = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: QueueOptions) {
    this.#options = options
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  all = (): ReadonlyMap<string, QueuedAnswer> => this.#answers

  /** How the server says they stand. What was written earlier on this device comes back with the first meeting. */
  meet(items: readonly BriefItem[]): void {
    for (const item of items) {
      if (this.#answers.has(item.requirementId)) this.#tell(item.requirementId, { type: 'met', item })
      else this.#put(item.requirementId, recall(item, this.#options.shelf))
    }
    this.wake()
  }

  write(id: string, draft: AnswerDraft): void {
    this.#tell(id, { type: 'wrote', draft }, { key: null, wanted: false })
  }

  /** Done with it: it is sent now, or when the connection is back. */
  finish(id: string): void {
    const answer = this.#answers.get(id)
    if (answer && isDirty(answer)) this.#put(id, { ...answer, wanted: true })
    this.wake()
  }

  keepMine(id: string): void {
    this.#tell(id, { type: 'kept_mine' }, { wanted: true, key: null })
    this.wake()
  }

  takeTheirs(id: string): void {
    this.#tell(id, { type: 'took_theirs' }, { wanted: false, key: null })
  }

  /** Tries what waits. */
  wake = (): void => {
    clearTimeout(this.#timer)
    void this.#pump()
  }

  /** A screen that was put away and is shown again goes on. */
  resume(): void {
    this.#disposed = false
    this.wake()
  }

  dispose(): void {
    this.#disposed = true
    clearTimeout(this.#timer)
  }

  #put(id: string, next: QueuedAnswer): void {
    const { version, draft, wanted, key } = next
    this.#answers = new Map(this.#answers).set(id, next)
    if (isDirty(next)) this.#options.shelf.write(id, { version, draft, wanted, key })
    else this.#options.shelf.remove(id)
    for (const listener of this.#listeners) listener()
  }

  #tell(id: string, event: AnswerEvent, more: Partial<QueuedAnswer> = {}): void {
    const before = this.#answers.get(id)
    if (before) this.#put(id, { ...before, ...nextAnswer(before, event), ...more })
  }

  async #pump(): Promise<void> {
    if (this.#busy) return
    this.#busy = true
    try {
      while (!this.#disposed) {
        const next = [...this.#answers].find(([, answer]) => mayGo(answer))
        if (!next) return
        if ((await this.#send(...next)) === 'wait') return this.#later()
      }
    } finally {
      this.#busy = false
    }
  }

  #later(): void {
    if (!this.#disposed) this.#timer = setTimeout(this.wake, this.#options.retryAfterMs ?? 4_000)
  }

  async #send(id: string, answer: QueuedAnswer): Promise<'on' | 'wait'> {
    const outcome = outcomeOf(answer.item, answer.draft)
    const given = outcome.kind === 'ready' ? outcome.answer : null
    const key = answer.key ?? intentKey()
    this.#tell(id, { type: 'sent' }, { key })
    try {
      const sending = { requirementId: id, version: answer.version, answer: given, key }
      this.#tell(id, { type: 'saved', item: await this.#options.send(sending) }, { key: null })
      return 'on'
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      return this.#explain(id, answer, error)
    }
  }

  #explain(id: string, answer: QueuedAnswer, error: ApiError): 'on' | 'wait' {
    if (passes(error)) {
      this.#tell(id, { type: 'lost_connection' })
      return 'wait'
    }
    if (error.status === 409) {
      const item = { ...answer.item, answer: currentAnswer(error) }
      const isMine = sameAnswer(item, answer.draft)
      this.#tell(id, isMine ? { type: 'saved', item } : { type: 'conflicted', item }, { key: null })
    } else {
      // Signed out meanwhile: it stays finished, and is sent after signing in again.
      this.#tell(id, { type: 'refused', message: error.message }, { key: null, wanted: error.status === 401 })
    }
    return 'on'
  }
}

function mayGo(answer: QueuedAnswer): boolean {
  return answer.wanted && answer.state.kind !== 'error' && ['put', 'clear'].includes(stepFor(answer))
}

/** Trouble that ends by itself. */
function passes({ status }: ApiError): boolean {
  return status === 0 || status === 429 || status >= 500
}

/** What was written on this device before; where somebody else answered since, both are shown. */
function recall(item: BriefItem, shelf: Shelf): QueuedAnswer {
  const fresh: QueuedAnswer = { ...beginAnswer(item), wanted: false, key: null }
  const kept = shelf.read(item.requirementId)
  if (kept === null || sameAnswer(item, kept.draft)) return fresh
  const { draft, version, wanted, key } = kept
  const written = { ...fresh, draft, version, wanted, key }
  if (version === fresh.version) return written
  return { ...written, ...nextAnswer(written, { type: 'conflicted', item }) }
}

/** Whether the server holds just what was written. */
function sameAnswer(item: BriefItem, draft: AnswerDraft): boolean {
  if (item.answer === null) return outcomeOf(item, draft).kind === 'empty' && draft.state === 'given'
  const mine = outcomeOf(item, draft)
  const theirs = outcomeOf(item, beginAnswer(item).draft)
  return JSON.stringify(mine) === JSON.stringify(theirs)
}

function currentAnswer({ current }: ApiError): BriefItem['answer'] {
  return typeof current === 'object' ? (current as BriefItem['answer']) : null
}
