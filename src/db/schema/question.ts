// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Generated } from 'kysely'
import type { Instant } from '../../core/lib/instant.ts'

export type QuestionTable = {
  workspace_id: string
  id: string
  handoff_id: string
  verdict_id: string | null
  requirement_id: string
  text: string
  asked_by: string
  asked_at: Instant
  answer: string | null
  answered_by: string | null
  answered_at: Instant | null
  version: Generated<number>
}
