import { useEffect, useState } from 'react'
import type { Output } from '../../../../contract/operations.ts'
import { api } from '../../../api.ts'

export type SourceProblem = Output<'playbook.check'>['problems'][number]

type Check = {
  state: 'checking' | 'checked' | 'failed'
  problems: readonly SourceProblem[]
  message: string
}

const none: readonly SourceProblem[] = []

/** Checks what is typed, a moment after the last key. */
export function useSourceCheck(text: string): Check {
  const [done, setDone] = useState<(Check & { text: string }) | null>(null)
  useEffect(() => {
    const stop = new AbortController()
    const timer = setTimeout(async () => {
      if (text.trim() === '') {
        const message = 'Paste a playbook, or open a file'
        return setDone({ text, state: 'failed', problems: none, message })
      }
      try {
        const { problems } = await api('playbook.check', { source: text }, { signal: stop.signal })
        setDone({ text, state: 'checked', problems, message: '' })
      } catch (error) {
        if (stop.signal.aborted) return
        const message = error instanceof Error ? error.message : 'The check failed'
        setDone({ text, state: 'failed', problems: none, message })
      }
    }, 500)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [text])
  if (done?.text === text) return done
  return { state: 'checking', problems: done?.problems ?? none, message: '' }
}
