// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
export type MemberLoadTable = {
  workspace_id: string
  member_id: string
  points: number
}
