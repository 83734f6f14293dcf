// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Generated } from 'kysely'
import type { Day, Instant } from '../../core/lib/instant.ts'

export type ApiKeyTable = {
  workspace_id: string
  id: string
  token_hash: Buffer
  hint: string
  name: string
  member_id: string
  scopes: string[]
  created_at: Instant
  created_by: string
  expires_at: Instant
  revoked_at: Instant | null
  used_on: Day | null
  version: Generated<number>
}
