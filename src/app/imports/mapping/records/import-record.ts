import type { ImportKind } from '../../../../contract/import-mapping.ts'
import type { DealType } from '../../../../core/deal/deal.ts'
import type { MemberRole } from '../../../../core/handoff/vocabulary.ts'
import type { Day, Instant } from '../../../../core/lib/instant.ts'
import type { StageKind } from '../../../../core/playbook/playbook.ts'
import type { Cells, RowProblemCode } from '../../reading/raw-row.ts'

/** Another record as this one names it; a person also by the address that stands beside the name. */
export type Reference = { by: 'externalId' | 'name' | 'email'; value: string; email?: string }

/** Columns kept beside the known fields. */
export type KeptFields = Record<string, string | number | boolean>

export type MemberRecord = {
  externalId: string
  name: string
  email: string | null
  role: MemberRole | null
  managerName: string | null
  managerEmail: string | null
  team: string | null
  territory: string | null
}

export type AccountRecord = {
  externalId: string
  name: string
  industry: string | null
  employees: number | null
  revenue: string | null
  country: string | null
  territory: string | null
  language: string | null
  website: string | null
  parentName: string | null
  csm: Reference | null
  fields: KeptFields
}

export type ProductRecord = {
  externalId: string
  name: string
  family: string | null
  listPriceMinor: number | null
  currency: string
}

export type ContactRecord = {
  externalId: string
  name: string
  email: string | null
  phone: string | null
  title: string | null
  role: string | null
  account: Reference | null
}

/** Amounts count the smallest unit of `currency`. Won and lost deals have the matching time wherever a date was given. */
export type DealRecord = {
  externalId: string
  name: string
  account: Reference | null
  owner: Reference | null
  products: Reference[]
  stage: string
  stageKind: StageKind
  pipeline: string | null
  dealType: DealType | null
  amountMinor: number | null
  annualMinor: number | null
  currency: string
  probability: number | null
  createdOn: Day | null
  expectedCloseOn: Day | null
  wonAt: Instant | null
  lostAt: Instant | null
  signedAt: Instant | null
  fields: KeptFields
}

export type LineItemRecord = {
  externalId: string
  deal: Reference
  product: Reference | null
  name: string | null
  quantity: number | null
  unitPriceMinor: number | null
  amountMinor: number | null
  currency: string
  startOn: Day | null
  endOn: Day | null
}

export type RecordOf = {
  people: MemberRecord
  accounts: AccountRecord
  products: ProductRecord
  contacts: ContactRecord
  deals: DealRecord
  line_items: LineItemRecord
}

export const valueProblemCodes = [
  'no_key',
  'missing',
  'too_long',
  'control_character',
  'not_a_date',
  'date_order_unknown',
  'not_a_number',
  'negative',
  'out_of_range',
  'too_many_decimals',
  'too_large',
  'unknown_currency',
  'not_an_email',
  'unknown_stage',
] as const
export type ProblemCode = RowProblemCode | (typeof valueProblemCodes)[number]

/** Why a row was set aside: the column (empty for the whole row), what stood there, and a sentence for people. */
export type Problem = { code: ProblemCode; column: string; value: string; reason: string }

type Place = {
  file: string
  /** Data row of the file, from 1. */
  row: number
  line: number
}

/**
 * A record ready to be written, with the row as it came for the case that it cannot be. `derived` marks managers known
 * only from the rows of those they manage.
 */
export type NormalisedRecord = {
  [K in ImportKind]: Place & {
    kind: K
    record: RecordOf[K]
    cells: Cells
    derived: boolean
    problem?: undefined
  }
}[ImportKind]

/** A row set aside, as it came; `more` holds what else is wrong with it. */
export type SetAsideRow = Place & {
  kind: ImportKind
  cells: Cells
  problem: Problem
  more: Problem[]
  record?: undefined
}

export type NormalisedRow = NormalisedRecord | SetAsideRow
