import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import { queryClient } from '../../queries.ts'
import {
  firstPage,
  type Page,
  type PagedRows,
  type RowRules,
  startOf,
  withNextPage,
  withPageAgain,
} from './paged-rows.ts'

type Listed<R> = RowRules<R> & {
  /** Begins with the noun, so that live changes of it read the list again. */
  key: readonly unknown[]
  load: (cursor: string | undefined, signal?: AbortSignal) => Promise<Page<R>>
  /** The first row in sight: its page is kept fresh besides the first one. */
  inSight?: () => number
}

export type PagedRowsState<R> = {
  rows: readonly R[]
  about: number | null
  tooBroad: boolean
  /** Nothing to show yet. */
  loading: boolean
  /** Other filters were asked for; what is shown still answers the last ones. */
  changing: boolean
  loadingMore: boolean
  hasMore: boolean
  error: Error | null
  moreFailed: boolean
  loadMore: () => void
  again: () => void
}

const none: readonly never[] = []

/**
 * A list of any length, page after page. A change somewhere reads again only the first page and the one in sight,
 * never all that were scrolled through.
 */
export function usePagedRows<R>(list: Listed<R>): PagedRowsState<R> {
  const latest = useRef(list)
  latest.current = list
  const { key } = list
  const query = useQuery<PagedRows<R>>({
    queryKey: key,
    queryFn: ({ signal }) => readAgain(latest.current, key, signal),
    placeholderData: keepPreviousData,
    structuralSharing: false,
  })
  const [more, setMore] = useState<'rest' | 'loading' | 'failed'>('rest')
  const busy = useRef(false)
  const ready = !query.isPlaceholderData && query.data !== undefined
  const loadMore = useCallback(async () => {
    if (busy.current || !ready) return
    busy.current = true
    setMore('loading')
    const ok = await loadNext(latest.current)
    busy.current = false
    setMore(ok ? 'rest' : 'failed')
  }, [ready])
  return {
    rows: query.data?.rows ?? none,
    about: query.data?.about ?? null,
    tooBroad: query.data?.tooBroad ?? false,
    loading: query.isPending,
    changing: query.isPlaceholderData,
    loadingMore: query.isPending || more === 'loading',
    hasMore: ready && query.data?.next !== null,
    error: query.data === undefined ? query.error : null,
    moreFailed: more === 'failed',
    loadMore: useCallback(() => void loadMore(), [loadMore]),
    again: () => void query.refetch(),
  }
}

async function readAgain<R>(
  list: Listed<R>,
  key: readonly unknown[],
  signal: AbortSignal,
): Promise<PagedRows<R>> {
  const before = queryClient.getQueryData<PagedRows<R>>(key)
  const head = await list.load(undefined, signal)
  if (before === undefined) return firstPage(head)
  const index = list.inSight?.() ?? 0
  const start = startOf(before, index, list)
  const page = start?.cursor ? await list.load(start.cursor, signal) : null
  const now = queryClient.getQueryData<PagedRows<R>>(key) ?? before
  const renewed = withPageAgain(now, { start: { cursor: null, after: null }, page: head }, list)
  return start && page ? withPageAgain(renewed, { start, page }, list) : renewed
}

/** Adds the next page to the cached list; answers whether it could be read. */
async function loadNext<R>(list: Listed<R>): Promise<boolean> {
  const now = queryClient.getQueryData<PagedRows<R>>(list.key)
  if (!now?.next) return true
  try {
    const page = await list.load(now.next)
    queryClient.setQueryData<PagedRows<R>>(list.key, (latest) =>
      latest && latest.next === now.next ? withNextPage(latest, page, list) : latest,
    )
    return true
  } catch {
    return false
  }
}
