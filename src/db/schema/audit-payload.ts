// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Json } from '../json.ts'

export type AuditPayloadTable = {
  workspace_id: string
  audit_id: string
  salt: Buffer
  payload: Json
}
