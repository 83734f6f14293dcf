// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Generated } from 'kysely'
import type { Instant } from '../../core/lib/instant.ts'
import type { Json } from '../json.ts'

export type AccountTable = {
  workspace_id: string
  id: string
  connection_id: string | null
  external_id: string | null
  name: string
  industry: string | null
  employees: number | null
  revenue: string | null
  country: string | null
  territory: string | null
  language: string | null
  website: string | null
  parent_name: string | null
  csm_id: string | null
  load_points: Generated<number>
  fields: Generated<Json>
  created_at: Instant
  version: Generated<number>
}
