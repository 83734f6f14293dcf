import { useEffect, useRef, useState } from 'react'

type Draft = {
  draft: string
  set: (value: string) => void
  /** Hands over what was typed, when it differs. */
  commit: () => void
  revert: () => void
}

/**
 * What somebody is typing, apart from what is stored. It is handed over after a pause, on blur and when the field
 * goes away, so that nothing typed is lost; a new stored value replaces the draft only while nothing was typed.
 */
export function useDraft(value: string, onCommit: (value: string) => void, pause: number | null): Draft {
  const [draft, setDraft] = useState(value)
  const latest = useRef({ draft, sent: value, onCommit })
  latest.current.onCommit = onCommit
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => {
    const untouched = latest.current.draft === latest.current.sent
    latest.current.sent = value
    if (!untouched) return
    latest.current.draft = value
    setDraft(value)
  }, [value])

  const commit = () => {
    clearTimeout(timer.current)
    const { draft, sent, onCommit } = latest.current
    if (draft === sent) return
    latest.current.sent = draft
    onCommit(draft)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it goes away
  useEffect(() => () => commit(), [])

  const set = (next: string) => {
    latest.current.draft = next
    setDraft(next)
    clearTimeout(timer.current)
    if (pause !== null) timer.current = setTimeout(commit, pause)
  }
  const revert = () => {
    clearTimeout(timer.current)
    latest.current.draft = latest.current.sent
    setDraft(latest.current.sent)
  }
  return { draft, set, commit, revert }
}
