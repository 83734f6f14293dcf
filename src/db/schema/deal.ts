// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Generated } from 'kysely'
import type { Day, Instant } from '../../core/lib/instant.ts'
import type { Json } from '../json.ts'

export type DealTable = {
  workspace_id: string
  id: string
  connection_id: string | null
  external_id: string | null
  account_id: string | null
  owner_id: string | null
  name: string
  pipeline: string | null
  stage_id: string | null
  stage_label: string | null
  stage_kind: string
  deal_type: string | null
  amount_minor: number | null
  currency: string | null
  annual_minor: number | null
  rate_micros: number | null
  probability: number | null
  products: Generated<string[]>
  expected_close_on: Day | null
  created_on: Day | null
  won_at: Instant | null
  lost_at: Instant | null
  signed_at: Instant | null
  complexity: string | null
  fields: Generated<Json>
  source_at: Instant | null
  is_history: Generated<boolean>
  playbook_version_id: string | null
  tier: string | null
  closed_dirty_at: Instant | null
  closed_dirty_reason: string | null
  created_at: Instant
  version: Generated<number>
}
