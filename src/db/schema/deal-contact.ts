// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
export type DealContactTable = {
  workspace_id: string
  deal_id: string
  contact_id: string
  role: string | null
}
