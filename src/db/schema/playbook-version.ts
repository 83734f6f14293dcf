// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Instant } from '../../core/lib/instant.ts'
import type { Json } from '../json.ts'

export type PlaybookVersionTable = {
  workspace_id: string
  id: string
  number: number
  title: string
  status: string
  content_hash: string
  document: Json
  source: string
  effective_from: Instant
  created_by: string | null
}
