/** One value a condition can compare. Money is in whole units of the workspace currency. */
export type Scalar = string | number | boolean

/**
 * What a condition can look at: `deal.annual_value`, `account.industry`, `answer.data_migration`, …
 * A list matches `in` and `eq` when any of its members does. Missing fields are absent or null.
 */
export type FieldValues = Readonly<Record<string, Scalar | readonly Scalar[] | null | undefined>>

export const comparisonOps = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte'] as const
export const listOps = ['in', 'not_in'] as const
export const presenceOps = ['present', 'missing'] as const

export type Comparison = { field: string; op: (typeof comparisonOps)[number]; value: Scalar }
export type ListComparison = { field: string; op: (typeof listOps)[number]; value: Scalar[] }
export type Presence = { field: string; op: (typeof presenceOps)[number] }

/** A rule written as data in the playbook; never code. */
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | Comparison
  | ListComparison
  | Presence
