// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Generated } from 'kysely'
import type { Instant } from '../../core/lib/instant.ts'

export type ContactTable = {
  workspace_id: string
  id: string
  account_id: string | null
  connection_id: string | null
  external_id: string | null
  name: string
  email: string | null
  phone: string | null
  title: string | null
  role: string | null
  created_at: Instant
  version: Generated<number>
}
