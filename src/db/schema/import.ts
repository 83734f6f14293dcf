// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Generated } from 'kysely'
import type { Instant } from '../../core/lib/instant.ts'
import type { Json } from '../json.ts'

export type ImportTable = {
  workspace_id: string
  id: string
  connection_id: string | null
  status: string
  mode: Generated<string>
  shift_dates: Generated<boolean>
  mapping: Json | null
  profile: Json | null
  plan: Json | null
  progress: Generated<Json>
  error: string | null
  created_by: string | null
  created_at: Instant
  started_at: Instant | null
  ended_at: Instant | null
  lease_epoch: Generated<number>
  version: Generated<number>
}
