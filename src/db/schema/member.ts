// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Generated } from 'kysely'
import type { Instant } from '../../core/lib/instant.ts'

export type MemberTable = {
  workspace_id: string
  id: string
  name: string
  email: string | null
  external_id: string | null
  roles: string[]
  status: string
  team_id: string | null
  manager_id: string | null
  calendar_id: string | null
  zone: string | null
  locale: string | null
  territories: Generated<string[]>
  sizes: Generated<string[]>
  industries: Generated<string[]>
  languages: Generated<string[]>
  skills: Generated<string[]>
  capacity: number | null
  away_from: Instant | null
  away_until: Instant | null
  away_cover_id: string | null
  created_at: Instant
  version: Generated<number>
}
