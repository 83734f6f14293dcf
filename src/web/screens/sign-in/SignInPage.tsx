import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { read } from '../../queries.ts'
import { useSession } from '../../session.ts'
import { Banner } from '../../ui/Banner.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { LinkForm } from './LinkForm.tsx'
import { PasswordForm } from './PasswordForm.tsx'
import { SignInFrame } from './SignInFrame.tsx'
import { safeNext } from './safe-next.ts'
import { useEnter } from './use-enter.ts'

/** Where one says who one is: by password, or by a link sent by mail. */
export function SignInPage() {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const named = typeof search['workspace'] === 'string' ? search['workspace'] : ''
  const next = safeNext(search['next'])
  const enter = useEnter()
  const { session } = useSession()
  const [way, setWay] = useState<'password' | 'link'>('password')
  const [email, setEmail] = useState('')
  const found = useQuery(read('workspace.find', named === '' ? {} : { workspace: named }))
  useEffect(() => {
    if (session) void enter(next)
  }, [session, enter, next])

  if (found.error) {
    return (
      <SignInFrame title="Sign in">
        <ErrorState busy={found.isFetching} onRetry={() => void found.refetch()}>
          {found.error.message}
        </ErrorState>
      </SignInFrame>
    )
  }
  if (!found.data) return <Waiting />
  const { workspace, ask, claim } = found.data
  if (claim) return <Unclaimed />
  const shared = { workspace: workspace?.slug ?? named, ask, email, onEmail: setEmail }
  return (
    <SignInFrame
      title={workspace ? `Sign in to ${workspace.name}` : 'Sign in'}
      foot={workspace?.isDemo && <DemoHint />}
    >
      {way === 'password' ? (
        <PasswordForm {...shared} onDone={() => enter(next)} onOtherWay={() => setWay('link')} />
      ) : (
        <LinkForm {...shared} onOtherWay={() => setWay('password')} />
      )}
    </SignInFrame>
  )
}

function DemoHint() {
  return (
    <Banner title="A demo with invented customers.">
      The people you can be, with their passwords, were printed where it was started, at the first start.
    </Banner>
  )
}

function Unclaimed() {
  return (
    <SignInFrame title="This server is new" lead="It has no workspace yet, and so nobody who could sign in.">
      <p className="text-muted">
        A link to make the first admin was printed where the server was started. Open it; it works until the
        next start.
      </p>
    </SignInFrame>
  )
}

function Waiting() {
  return (
    <SignInFrame title="Sign in">
      <div role="status" className="flex flex-col gap-4 py-1">
        <span className="sr-only">Loading</span>
        <Skeleton className="w-16" />
        <Skeleton className="h-10 w-full rounded-md" />
        <Skeleton className="w-20" />
        <Skeleton className="h-10 w-full rounded-md" />
      </div>
    </SignInFrame>
  )
}
