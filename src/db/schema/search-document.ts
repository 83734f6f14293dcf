// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
export type SearchDocumentTable = {
  workspace_id: string
  deal_id: string
  body: string
  readers: string[]
}
