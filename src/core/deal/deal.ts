import type { Instant } from '../lib/instant.ts'
import type { StageKind } from '../playbook/playbook.ts'

export const dealTypes = ['new', 'expansion', 'renewal'] as const
export type DealType = (typeof dealTypes)[number]

/** A deal as the rules see it, whatever system it came from. */
export type Deal = {
  id: string
  name: string
  accountId: string | null
  ownerId: string | null
  pipeline: string | null
  stageId: string | null
  stageKind: StageKind
  dealType: DealType | null
  /** Annual value in whole units of the workspace currency; null where unknown. */
  annualValue: number | null
  probability: number | null
  products: string[]
  wonAt: Instant | null
  signedAt: Instant | null
  lostAt: Instant | null
  /** Set by hand; null lets the playbook's rule decide. */
  complexity: 'high' | 'normal' | null
  /** Further fields of the source system that conditions may name as `deal.fields.<name>`. */
  fields: Record<string, string | number | boolean | null>
}

/** An account as the rules see it. */
export type Account = {
  id: string
  name: string
  industry: string | null
  employees: number | null
  country: string | null
  territory: string | null
  language: string | null
  csmId: string | null
  /** Whether it already has a handoff that is not cancelled, of another deal. */
  hasHandoff: boolean
}
