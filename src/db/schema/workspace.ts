// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Generated } from 'kysely'
import type { Instant } from '../../core/lib/instant.ts'

export type WorkspaceTable = {
  id: string
  slug: string
  name: string
  currency: string
  zone: string
  locale: string
  gate_mode: Generated<string>
  live_from: Instant | null
  is_demo: Generated<boolean>
  created_at: Instant
  suspended_at: Instant | null
  version: Generated<number>
  restored_at: Instant | null
}
