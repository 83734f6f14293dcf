// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Json } from '../json.ts'

export type ImportProblemTable = {
  workspace_id: string
  import_id: string
  number: number
  file: string
  row_number: number
  column_name: string | null
  code: string
  reason: string
  cells: Json
}
