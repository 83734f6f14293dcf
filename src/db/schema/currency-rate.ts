// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { Day } from '../../core/lib/instant.ts'

export type CurrencyRateTable = {
  workspace_id: string
  currency: string
  rate_micros: number
  stated_on: Day
}
