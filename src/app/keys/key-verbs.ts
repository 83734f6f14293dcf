import type { Verbs } from '../verbs.ts'
import { createKey } from './create-key.ts'
import { listKeys } from './list-keys.ts'
import { revokeKey } from './revoke-key.ts'

export const keyVerbs = {
  'key.list': listKeys,
  'key.create': createKey,
  'key.revoke': revokeKey,
} satisfies Pick<Verbs, 'key.list' | 'key.create' | 'key.revoke'>
