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
  if (value.currency === workspaceCurrency) return { annualMinor: value.amountMinor, rateMicros: 1_000_000 }
  const rate = await tx.maybe(
    qb
      .selectFrom('currency_rate')
      .select('rate_micros')
      .where('workspace_id', '=', tx.workspaceId)
      .where('currency', '=', value.currency)
      .where('stated_on', '<=', tx.now.slice(0, 10))
      .orderBy('stated_on', 'desc')
      .limit(1),
  )
  if (!rate) return { annualMinor: null, rateMicros: null }
  const shift = 10 ** (minorDigits(workspaceCurrency) - minorDigits(value.currency))
  return {
    annualMinor: Math.round(((value.amountMinor * rate.rate_micros) / 1_000_000) * shift),
    rateMicros: rate.rate_micros,
  }
}
