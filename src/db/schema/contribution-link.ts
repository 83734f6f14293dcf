// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Instant } from '../../core/lib/instant.ts'

export type ContributionLinkTable = {
  workspace_id: string
  id: string
  token_hash: Buffer
  deal_id: string
  requirement_id: string
  asked_name: string
  asked_email: string | null
  note: string | null
  asked_by: string
  created_at: Instant
  expires_at: Instant
  answered_at: Instant | null
  revoked_at: Instant | null
}
