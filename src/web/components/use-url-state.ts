import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

type Params = Readonly<Record<string, string | undefined>>

/** What the address says after `?`, as texts, and a way to change some of it without a new entry in the history. */
export function useUrlState(): [Readonly<Record<string, string>>, (change: Params) => void] {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const navigate = useNavigate()
  const set = useCallback(
    (change: Params) => {
      const next = (before: Record<string, unknown>) =>
        Object.fromEntries(
          Object.entries({ ...before, ...change }).filter(([, value]) => value !== undefined && value !== ''),
        )
      void navigate({ to: '.', search: next, replace: true })
    },
    [navigate],
  )
  const texts = Object.fromEntries(
    Object.entries(search)
      .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
      .map(([key, value]) => [key, String(value)]),
  )
  return [texts, set]
}

/** The value if it is one of those known, else undefined: addresses are typed by people. */
export function oneOf<V extends string>(known: readonly V[], value: string | undefined): V | undefined {
  return known.find((one) => one === value)
}
