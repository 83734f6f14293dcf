import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'

type LoadedProps<T> = { query: UseQueryResult<T, Error>; rows?: number; children: (data: T) => ReactNode }

/** What was read, or that it is on its way, or why it did not come. What is there stays while it is read anew. */
export function Loaded<T>({ query, rows = 6, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data)
  if (query.error) {
    return (
      <ErrorState busy={query.isFetching} onRetry={() => void query.refetch()}>
        {query.error.message}
      </ErrorState>
    )
  }
  return <SkeletonRows rows={rows} />
}
