import { useEffect, useRef, useState } from 'react'

type Draft = {
  draft: string
  set: (value: string) => void
  /** Hands over what was typed, when it differs. */
  commit: () => void
  /** From here on `revert` comes back to what stands now. */
  begin: () => void
  /** Takes back what was typed since `begin`, even where a pause has already handed it over. */
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
  const start = useRef(value)
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
  const begin = () => {
    start.current = latest.current.draft
  }
  const revert = () => {
    latest.current.draft = start.current
    setDraft(start.current)
    commit()
  }
  return { draft, set, commit, begin, revert }
}
