// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Generated } from 'kysely'
import type { Day, Instant } from '../../core/lib/instant.ts'
import type { Json } from '../json.ts'

export type AnswerTable = {
  workspace_id: string
  deal_id: string
  requirement_id: string
  state: string
  value: Json | null
  reason: string | null
  approver_id: string | null
  expires_at: Instant | null
  until_on: Day | null
  person: string | null
  source: string
  source_label: string | null
  author_id: string | null
  evidence: Generated<Json>
  validated: string | null
  answered_at: Instant
  version: Generated<number>
}
