import type { Verbs } from '../verbs.ts'
import { listSessions } from './list-sessions.ts'
import { revokeSession } from './revoke-session.ts'
import { setPassword } from './set-password.ts'
import { showSession } from './show-session.ts'

/** The rest of signing in and out sets cookies, so its routes are written by hand and call the functions themselves. */
export const sessionVerbs = {
  'session.show': showSession,
  'session.list': listSessions,
  'session.revoke': revokeSession,
  'session.set_password': setPassword,
} satisfies Pick<Verbs, 'session.show' | 'session.list' | 'session.revoke' | 'session.set_password'>
