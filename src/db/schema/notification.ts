// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Generated } from 'kysely'
import type { Instant } from '../../core/lib/instant.ts'

export type NotificationTable = {
  workspace_id: string
  id: string
  member_id: string
  event: string
  handoff_id: string | null
  title: string
  body: string
  path: string
  in_app: boolean
  digest_pending: Generated<boolean>
  created_at: Instant
  read_at: Instant | null
}
