// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Generated } from 'kysely'
import type { Instant } from '../../core/lib/instant.ts'
import type { Json } from '../json.ts'

export type HandoffTable = {
  workspace_id: string
  id: string
  deal_id: string
  account_id: string | null
  cycle: Generated<number>
  playbook_version_id: string
  tier: string
  tier_reason: string
  status: string
  held_at: Instant | null
  hold_reason: string | null
  ae_id: string | null
  csm_id: string | null
  routing: Json | null
  won_at: Instant | null
  signed_at: Instant | null
  csm_assigned_at: Instant | null
  brief_complete_at: Instant | null
  submitted_at: Instant | null
  accepted_at: Instant | null
  internal_meeting_held_at: Instant | null
  first_touch_at: Instant | null
  introduced_at: Instant | null
  kickoff_held_at: Instant | null
  first_value_at: Instant | null
  onboarded_at: Instant | null
  confirmed_at: Instant | null
  accepted_with_gaps: Generated<boolean>
  returned_count: Generated<number>
  closed_dirty: Generated<boolean>
  is_history: Generated<boolean>
  completeness: Generated<number>
  quality: number | null
  missing_count: Generated<number>
  annual_minor: number | null
  next_due_at: Instant | null
  opened_at: Instant
  version: Generated<number>
  tier_by_hand: Generated<boolean>
}
