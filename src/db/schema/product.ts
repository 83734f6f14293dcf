// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Generated } from 'kysely'

export type ProductTable = {
  workspace_id: string
  id: string
  connection_id: string | null
  external_id: string | null
  name: string
  family: string | null
  list_price_minor: number | null
  version: Generated<number>
}
