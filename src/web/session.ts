import { useQuery } from '@tanstack/react-query'
import type { Output } from '../contract/operations.ts'
import { type RolePermission, rolesMay } from '../core/permission/role-permissions.ts'
import { ApiError } from './api.ts'
import { read } from './queries.ts'

export type Session = Output<'session.show'>

/** Who is signed in; NULL says nobody, undefined not known yet. */
export function useSession(): {
  session: Session | null | undefined
  error: Error | null
  again: () => void
} {
  const query = useQuery({ ...read('session.show', {}), staleTime: 60_000 })
  const signedOut = query.error instanceof ApiError && query.error.status === 401
  return {
    session: signedOut ? null : query.data,
    error: signedOut ? null : query.error,
    again: () => void query.refetch(),
  }
}

/** The session on screens that only signed-in people see. */
export function useSignedIn(): Session {
  const { session } = useSession()
  if (!session) throw new Error('this screen needs somebody signed in')
  return session
}

export function may(session: Session, permission: RolePermission): boolean {
  return rolesMay(session.member.roles, permission)
}
