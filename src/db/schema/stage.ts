// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Generated } from 'kysely'

export type StageTable = {
  workspace_id: string
  connection_id: string
  external_id: string
  pipeline: Generated<string>
  label: string
  kind: string | null
}
