// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Generated } from 'kysely'
import type { Instant } from '../../core/lib/instant.ts'

export type MailTable = {
  workspace_id: string
  id: string
  member_id: string | null
  to_address: string
  subject: string
  text_body: string
  html_body: string
  status: string
  error: string | null
  created_at: Instant
  sent_at: Instant | null
  version: Generated<number>
}
