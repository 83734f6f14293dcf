import { sql } from 'kysely'
import { chooseTier } from '../../../core/playbook/choose-tier.ts'
import { explainCondition } from '../../../core/playbook/explain-condition.ts'
import { fieldValues } from '../../../core/playbook/field-values.ts'
import { tiersByWeight } from '../../../core/playbook/tiers-by-weight.ts'
import type { Tx } from '../../../db/tx.ts'
import { type DealRow, toDeal } from '../../deals/deal-row.ts'
import type { PlaybookVersion } from '../../playbooks/current-playbook.ts'

/** So many of the newest deals show how the limits of the tiers divide them. */
export const dealsSampled = 2_000

export type TierCounts = {
  tiers: { id: string; title: string; when: string; deals: number }[]
  /** Deals whose annual value nobody knows, among those counted. */
  withoutValue: number
  counted: number
}

type Sampled = DealRow & {
  handoff_tier: string | null
  account_name: string | null
  industry: string | null
  employees: number | null
  country: string | null
  territory: string | null
  language: string | null
  has_handoff: boolean
}

/**
 * How the playbook in force divides the newest deals: by the tier of their handoff where there is one, else by the
 * tier they would get now.
 */
export async function countTiers(
  tx: Tx,
  { version, currency }: { version: PlaybookVersion; currency: string },
): Promise<TierCounts> {
  const { playbook } = version
  const rows = await sample(tx)
  const counts = new Map(playbook.tiers.map((tier) => [tier.id, 0]))
  for (const row of rows) {
    const tier = row.handoff_tier ?? chooseTier(playbook, valuesOf(row, { version, currency })).tierId
    counts.set(tier, (counts.get(tier) ?? 0) + 1)
  }
  const gone = [...counts.keys()].filter((id) => !playbook.tiers.some((tier) => tier.id === id))
  return {
    tiers: [
      ...tiersByWeight(playbook.tiers).map(({ id, title, when }) => ({
        id,
        title,
        when: when ? explainCondition(when, playbook.requirements) : '',
        deals: counts.get(id) ?? 0,
      })),
      ...gone.map((id) => ({ id, title: id, when: '', deals: counts.get(id) ?? 0 })),
    ],
    withoutValue: rows.filter((row) => row.annual_minor === null).length,
    counted: rows.length,
  }
}

function valuesOf(row: Sampled, { version, currency }: { version: PlaybookVersion; currency: string }) {
  const account =
    row.account_id === null
      ? null
      : {
          id: row.account_id,
          name: row.account_name ?? '',
          industry: row.industry,
          employees: row.employees,
          country: row.country,
          territory: row.territory,
          language: row.language,
          csmId: null,
          hasHandoff: row.has_handoff,
        }
  return fieldValues({
    deal: toDeal(row, currency),
    account,
    answers: [],
    playbook: version.playbook,
    currency,
  })
}

async function sample(tx: Tx): Promise<Sampled[]> {
  return tx.many(sql<Sampled>`
    SELECT d.*, h.tier AS handoff_tier, a.name AS account_name, a.industry, a.employees, a.country, a.territory, a.language,
      EXISTS (SELECT 1 FROM handoff o WHERE o.workspace_id = d.workspace_id AND o.account_id = d.account_id
        AND o.deal_id <> d.id AND o.status NOT IN ('cancelled', 'preparing')) AS has_handoff
    FROM (SELECT * FROM deal WHERE workspace_id = ${tx.workspaceId} ORDER BY id DESC LIMIT ${dealsSampled}) AS d
      LEFT JOIN account a ON a.workspace_id = d.workspace_id AND a.id = d.account_id
      LEFT JOIN handoff h ON h.workspace_id = d.workspace_id AND h.deal_id = d.id AND h.status <> 'cancelled'`)
}
