// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
export type NotificationChoiceTable = {
  workspace_id: string
  member_id: string
  event: string
  in_app: boolean
  mail: string
}
