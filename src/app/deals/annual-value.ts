import { type Money, minorDigits } from '../../core/deal/money.ts'
import { qb } from '../../db/query.ts'
import type { Tx } from '../../db/tx.ts'

export type AnnualValue = { annualMinor: number | null; rateMicros: number | null }

/**
 * A value in the workspace's currency, at the latest rate stated on or before today; the rate is kept beside it.
 * Without a rate the value is unknown: different currencies are never taken for one another.
 */
export async function annualValue(
  tx: Tx,
  value: Money | null,
  workspaceCurrency: string,
): Promise<AnnualValue> {
  if (value === null) return { annualMinor: null, rateMicros: null }
  return atRate(value, workspaceCurrency, await rateOf(tx, value.currency, workspaceCurrency))
}

/** Workspace currency per one unit of another, in millionths; null where nobody stated one. */
export async function rateOf(tx: Tx, currency: string, workspaceCurrency: string): Promise<number | null> {
  if (currency === workspaceCurrency) return 1_000_000
  const rate = await tx.maybe(
    qb
      .selectFrom('currency_rate')
      .select('rate_micros')
      .where('workspace_id', '=', tx.workspaceId)
      .where('currency', '=', currency)
      .where('stated_on', '<=', tx.now.slice(0, 10))
      .orderBy('stated_on', 'desc')
      .limit(1),
  )
  return rate?.rate_micros ?? null
}

/** The value at a rate that is known already. */
export function atRate(value: Money, workspaceCurrency: string, rateMicros: number | null): AnnualValue {
  if (rateMicros === null) return { annualMinor: null, rateMicros: null }
  if (value.currency === workspaceCurrency) return { annualMinor: value.amountMinor, rateMicros }
  const shift = 10 ** (minorDigits(workspaceCurrency) - minorDigits(value.currency))
  return { annualMinor: Math.round(((value.amountMinor * rateMicros) / 1_000_000) * shift), rateMicros }
}
