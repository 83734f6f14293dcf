// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
export type ImportChunkTable = {
  workspace_id: string
  import_id: string
  file_number: number
  number: number
  bytes: Buffer
}
