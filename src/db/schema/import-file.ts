// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
export type ImportFileTable = {
  workspace_id: string
  import_id: string
  number: number
  name: string
  size: number
}
