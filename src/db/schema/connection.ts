// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Generated } from 'kysely'
import type { Instant } from '../../core/lib/instant.ts'
import type { Json } from '../json.ts'

export type ConnectionTable = {
  workspace_id: string
  id: string
  kind: string
  name: string
  config: Json
  secret_sealed: string | null
  previous_secret_sealed: string | null
  previous_secret_until: Instant | null
  status: Generated<string>
  live_from: Instant | null
  created_at: Instant
  version: Generated<number>
  continues: string | null
}
