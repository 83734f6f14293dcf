import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { BriefItem } from '../../../contract/deals.ts'
import { AnswerQueue, isWaiting, type QueuedAnswer, type Sending } from './answer-queue.ts'
import { openShelf } from './kept-answers.ts'

type QueueOf = {
  /** Whose answers, and what they are about: what is kept on the device is kept under both. */
  owner: string
  about: string
  items: readonly BriefItem[] | undefined
  /** Keep its identity stable. */
  send: (sending: Sending) => Promise<BriefItem>
}

export type QueueInUse = {
  queue: AnswerQueue
  answers: ReadonlyMap<string, QueuedAnswer>
  /** Finished here and not yet at the server. */
  waiting: readonly QueuedAnswer[]
  /** The connection is lost at the moment. */
  isCutOff: boolean
}

/** The answers somebody writes on this device, sent as soon as they can be. */
export function useAnswerQueue({ owner, about, items, send }: QueueOf): QueueInUse {
  const queue = useMemo(() => new AnswerQueue({ shelf: openShelf(owner, about), send }), [owner, about, send])
  const answers = useSyncExternalStore(queue.subscribe, queue.all)
  useEffect(() => {
    if (items) queue.meet(items)
  }, [queue, items])
  useEffect(() => {
    queue.resume()
    globalThis.addEventListener('online', queue.wake)
    return () => {
      globalThis.removeEventListener('online', queue.wake)
      queue.dispose()
    }
  }, [queue])
  const waiting = [...answers.values()].filter(isWaiting)
  return { queue, answers, waiting, isCutOff: waiting.some(({ state }) => state.kind === 'offline') }
}
