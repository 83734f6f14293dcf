import { useEffect, useState } from 'react'

export type Search<T> = (query: string, signal: AbortSignal) => readonly T[] | Promise<readonly T[]>
export type SearchState<T> =
  | { kind: 'idle'; items: readonly T[] }
  | { kind: 'searching'; items: readonly T[] }
  | { kind: 'done'; items: readonly T[] }
  | { kind: 'failed'; items: readonly T[]; retry: () => void }

const pause = 140

/** Runs a search while somebody types: after a short pause, the latest only, keeping the last hits in sight. */
export function useSearch<T>(search: Search<T> | undefined, query: string, open: boolean): SearchState<T> {
  const [state, setState] = useState<SearchState<T>>({ kind: 'idle', items: [] })
  const [round, setRound] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` repeats a failed search
  useEffect(() => {
    if (!open || search === undefined) return
    const stop = new AbortController()
    const failed = () => {
      if (stop.signal.aborted) return
      setState(({ items }) => ({ kind: 'failed', items, retry: () => setRound((n) => n + 1) }))
    }
    const run = async () => {
      setState(({ items }) => ({ kind: 'searching', items }))
      const items = await search(query, stop.signal)
      if (!stop.signal.aborted) setState({ kind: 'done', items })
    }
    const timer = setTimeout(() => void run().catch(failed), query === '' ? 0 : pause)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [search, query, open, round])
  return state
}
