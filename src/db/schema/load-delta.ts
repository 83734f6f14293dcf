// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
export type LoadDeltaTable = {
  workspace_id: string
  id: string
  member_id: string
  account_id: string
  points: number
}
