import { useCallback, useEffect, useReducer, useRef } from 'react'
import type { BriefItem } from '../../../contract/deals.ts'
import { ApiError, api } from '../../api.ts'
import { queryClient, read, refresh } from '../../queries.ts'
import { toast } from '../../ui/toast-store.ts'
import { intentKey } from '../intent-key.ts'
import { type AnswerDraft, outcomeOf } from './answer-draft.ts'
import {
  type AnswerEvent,
  type AnswerSave,
  beginAnswer,
  isDirty,
  nextAnswer,
  stepFor,
} from './answer-save.ts'
import { itemIn, keepBrief, quietBrief } from './brief-cache.ts'

const rest = 1_200
const untilRetry = 4_000

export type AnswerSaving = {
  save: AnswerSave
  /** Something typed: saved after a moment of rest. */
  write: (draft: AnswerDraft) => void
  /** Something said in one press: saved at once. */
  decide: (draft: AnswerDraft) => void
  /** Saves what can be saved now: on leaving the field. */
  flush: () => void
  keepMine: () => void
  takeTheirs: () => void
}

/** Saves one answer of a deal by itself while it is written, and shows both values where two people wrote at once. */
export function useAnswerSave(dealId: string, item: BriefItem): AnswerSaving {
  const [save, dispatch] = useReducer(nextAnswer, item, beginAnswer)
  const latest = useRef(save)
  latest.current = save
  const tell = useCallback((event: AnswerEvent) => {
    latest.current = nextAnswer(latest.current, event)
    dispatch(event)
  }, [])
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const flush = useCallback(() => {
    clearTimeout(timer.current)
    void send(dealId, () => latest.current, tell)
  }, [dealId, tell])
  const soon = useCallback(
    (ms: number) => {
      clearTimeout(timer.current)
      timer.current = setTimeout(flush, ms)
    },
    [flush],
  )
  useEffect(() => tell({ type: 'met', item }), [item, tell])
  useFollowUp(save, soon)
  useEffect(() => flush, [flush])
  const after = (event: AnswerEvent, ms: number) => {
    tell(event)
    soon(ms)
  }
  return {
    save,
    write: (draft) => after({ type: 'wrote', draft }, rest),
    decide: (draft) => after({ type: 'wrote', draft }, 0),
    flush,
    keepMine: () => after({ type: 'kept_mine' }, 0),
    takeTheirs: () => tell({ type: 'took_theirs' }),
  }
}

/** Sends again what waits for the connection, and what was typed while the last change was under way. */
function useFollowUp(save: AnswerSave, soon: (ms: number) => void): void {
  const waits = save.state.kind === 'offline'
  const more = save.state.kind === 'saved' && isDirty(save)
  useEffect(() => {
    if (more) soon(rest)
    if (!waits) return
    const again = setInterval(() => soon(0), untilRetry)
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    const online = () => soon(0)
    globalThis.addEventListener('online', online)
    globalThis.addEventListener('beforeunload', warn)
    return () => {
      clearInterval(again)
      globalThis.removeEventListener('online', online)
      globalThis.removeEventListener('beforeunload', warn)
    }
  }, [waits, more, soon])
}

type Tell = (event: AnswerEvent) => void

async function send(dealId: string, now: () => AnswerSave, tell: Tell): Promise<void> {
  const save = now()
  const step = stepFor(save)
  if (step === 'nothing' || step === 'wait') return
  const about = { id: dealId, requirementId: save.item.requirementId, version: save.version }
  const outcome = outcomeOf(save.item, save.draft)
  tell({ type: 'sent' })
  try {
    await quietBrief(dealId)
    const options = { idempotencyKey: intentKey() }
    const brief =
      outcome.kind === 'ready'
        ? await api('answer.put', { ...about, answer: outcome.answer }, options)
        : await api('answer.clear', about, options)
    await quietBrief(dealId)
    keepBrief(brief)
    const item = itemIn(brief, save.item.requirementId)
    if (item) tell({ type: 'saved', item })
    void refresh('handoff', 'gate', 'deal')
  } catch (error) {
    await explain(error, { dealId, item: save.item, tell })
  }
}

type Failed = { dealId: string; item: BriefItem; tell: Tell }

async function explain(error: unknown, { dealId, item, tell }: Failed): Promise<void> {
  if (!(error instanceof ApiError)) throw error
  if (error.status === 0) return tell({ type: 'lost_connection' })
  if (error.status !== 409) return tell({ type: 'refused', message: error.message })
  const brief = await queryClient.fetchQuery({ ...read('answer.list', { id: dealId }), staleTime: 0 })
  const current = itemIn(brief, item.requirementId)
  if (current) tell({ type: 'conflicted', item: current })
  else toast({ title: `“${item.label}” is no longer asked for`, tone: 'danger' })
}
