// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
export type AuditHeadTable = {
  workspace_id: string
  number: number
  head_sealed: string
}
