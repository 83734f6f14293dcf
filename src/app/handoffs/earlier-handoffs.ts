import { sql } from 'kysely'
import type { Instant } from '../../core/lib/instant.ts'
import { fieldValues } from '../../core/playbook/field-values.ts'
import type { Tx } from '../../db/tx.ts'
import type { DealCase } from '../deals/deal-case.ts'
import { type DealRow, toDeal } from '../deals/deal-row.ts'
import { type Asked, askedBy } from './open-handoff.ts'

/** The handoffs a deal had before, all of them cancelled: how many, and the latest signature they began with. */
export type Earlier = { cycle: number; signedAt: Instant | null }

export async function earlierHandoffs(tx: Tx, dealId: string): Promise<Earlier | null> {
  const { cycle, signedAt } = await tx.one(sql<{ cycle: number | null; signedAt: Instant | null }>`
    SELECT max(cycle) AS cycle, max(signed_at) AS "signedAt" FROM handoff
    WHERE workspace_id = ${tx.workspaceId} AND deal_id = ${dealId} AND status = 'cancelled'`)
  return cycle === null ? null : { cycle, signedAt }
}

/** A signature that an earlier handoff began with begins no other, nor do clocks count from it again. */
export function withoutUsedSignature(asked: Asked, { row }: DealCase, { signedAt }: Earlier): Asked {
  const isUsed = signedAt !== null && (row.signed_at === null || row.signed_at <= signedAt)
  return isUsed ? { ...asked, signed: false } : asked
}

/** What the deal asked for before its news; NULL where nothing was known of it. */
export function askedBefore(it: DealCase, before: DealRow | null): Asked | null {
  if (before === null) return null
  const { account, answers, version, workspace } = it
  const { currency } = workspace
  const deal = toDeal(before, currency)
  const values = fieldValues({ deal, account, answers, playbook: version.playbook, currency })
  return askedBy({ version, row: before, values })
}

/** Whether a deal has come further than it was. The same news again begins no handoff that somebody cancelled. */
export function isNews(asked: Asked, was: Asked | null): boolean {
  if (was === null) return true
  return (asked.won && !was.won) || (asked.signed && !was.signed) || (asked.prepares && !was.prepares)
}
