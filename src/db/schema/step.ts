// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Generated } from 'kysely'
import type { Instant } from '../../core/lib/instant.ts'
import type { Json } from '../json.ts'

export type StepTable = {
  workspace_id: string
  id: string
  handoff_id: string
  template_id: string
  round: Generated<number>
  position: number
  title: string
  owner_role: string
  owner_id: string
  status: string
  anchor_at: Instant | null
  duration: Json
  calendar_id: string | null
  floor_at: Instant | null
  floor_from: Instant | null
  fired_until: Instant | null
  pauses: Generated<Json>
  due_at: Instant | null
  at_risk_at: Instant | null
  ended_at: Instant | null
  ended_by: string | null
  end_reason: string | null
  version: Generated<number>
}
