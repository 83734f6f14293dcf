import { useQuery } from '@tanstack/react-query'
import { CircleCheck, LinkIcon } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { ApiError, api } from '../../api.ts'
import { Logo } from '../../shell/Logo.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { ContributeForm } from './ContributeForm.tsx'

type Shown = Output<'contribution.show'>

/** What a contribution link opens: one question, no sign-in, nothing else of the workspace. */
export function ContributePage() {
  const [token] = useState(() => globalThis.location.hash.slice(1).trim())
  const [thanks, setThanks] = useState<string | null>(null)
  // Not kept in the shared cache under its name: the key must not carry the secret.
  const shown = useQuery<Shown, Error>({
    queryKey: ['contribution', 'shown'],
    queryFn: ({ signal }) => api('contribution.show', {}, { signal, token }),
    enabled: token !== '' && thanks === null,
    refetchOnWindowFocus: false,
  })
  useEffect(() => {
    document.title = shown.data ? `${shown.data.askedBy} asks you · Throughline` : 'Throughline'
  }, [shown.data])
  return (
    <main className="min-h-dvh bg-sunken px-4 pt-6 pb-12 sm:pt-[8vh]">
      <div className="mx-auto w-full max-w-xl">
        <div className="mb-5 flex items-center gap-2 px-1 text-muted">
          <Logo className="size-5" />
          <span className="font-medium">Throughline</span>
        </div>
        <div className="rounded-xl border border-line bg-raised p-5 shadow-control sm:p-7">
          {thanks !== null ? (
            <Thanks>{thanks}</Thanks>
          ) : token === '' || isGone(shown.error) ? (
            <Gone reason={shown.error?.message} />
          ) : shown.error ? (
            <ErrorState busy={shown.isFetching} onRetry={() => void shown.refetch()}>
              {shown.error.message}
            </ErrorState>
          ) : shown.data ? (
            <ContributeForm token={token} shown={shown.data} onDone={setThanks} />
          ) : (
            <div role="status" className="flex flex-col gap-4">
              <span className="sr-only">Loading</span>
              <Skeleton className="w-40" />
              <Skeleton className="h-6 w-3/4" />
              <Skeleton className="h-28 w-full rounded-md" />
            </div>
          )}
        </div>
      </div>
    </main>
  )
}

function isGone(error: Error | null): boolean {
  return error instanceof ApiError && [401, 403, 404, 422].includes(error.status)
}

function Gone({ reason }: { reason: string | undefined }) {
  return (
    <EmptyState small icon={LinkIcon} title="This link opens nothing now">
      {reason ?? 'It is not complete: open it from the message itself, with everything behind the #.'} Whoever
      sent it can make a new one.
    </EmptyState>
  )
}

function Thanks({ children }: { children: string }) {
  return (
    <div role="status" className="flex flex-col items-center gap-3 py-6 text-center">
      <CircleCheck aria-hidden className="size-10 text-ok" strokeWidth={1.5} />
      <h1 className="text-lg font-semibold text-balance">{children}</h1>
      <p className="text-muted">You can close this page.</p>
    </div>
  )
}
