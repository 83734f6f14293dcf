import { useRef } from 'react'
import { intentKey } from '../intent-key.ts'

/** The idempotency key of what is being sent: the same for a repeat of the very same, a fresh one once it was mended. */
export function useIntent(): (input: unknown) => string {
  const last = useRef<{ text: string; key: string } | null>(null)
  return (input) => {
    const text = JSON.stringify(input)
    if (last.current?.text !== text) last.current = { text, key: intentKey() }
    return last.current.key
  }
}
