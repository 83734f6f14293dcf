import type { Selectable } from 'kysely'
import { type Deal, type DealType, dealTypes } from '../../core/deal/deal.ts'
import { wholeUnits } from '../../core/deal/money.ts'
import { type StageKind, stageKinds } from '../../core/playbook/playbook.ts'
import { qb } from '../../db/query.ts'
import type { DealTable } from '../../db/schema/deal.ts'
import type { Tx } from '../../db/tx.ts'

export type DealRow = Selectable<DealTable>

export async function findDeal(tx: Tx, id: string): Promise<DealRow | undefined> {
  return tx.maybe(
    qb.selectFrom('deal').selectAll().where('workspace_id', '=', tx.workspaceId).where('id', '=', id),
  )
}

/** Takes the deal for this transaction: whoever changes it at the same time waits. */
export async function lockDeal(tx: Tx, id: string): Promise<DealRow | undefined> {
  return tx.maybe(
    qb
      .selectFrom('deal')
      .selectAll()
      .where('workspace_id', '=', tx.workspaceId)
      .where('id', '=', id)
      .forNoKeyUpdate(),
  )
}

/** A deal's row as the rules of `core` see it. */
export function toDeal(row: DealRow, workspaceCurrency: string): Deal {
  return {
    id: row.id,
    name: row.name,
    accountId: row.account_id,
    ownerId: row.owner_id,
    pipeline: row.pipeline,
    stageId: row.stage_id,
    stageKind: asStageKind(row.stage_kind),
    dealType: asDealType(row.deal_type),
    annualValue:
      row.annual_minor === null
        ? null
        : wholeUnits({ amountMinor: row.annual_minor, currency: workspaceCurrency }),
    probability: row.probability,
    products: row.products,
    wonAt: row.won_at,
    signedAt: row.signed_at,
    lostAt: row.lost_at,
    complexity: row.complexity === 'high' || row.complexity === 'normal' ? row.complexity : null,
    fields: asFields(row.fields),
  }
}

export function asStageKind(text: string): StageKind {
  return stageKinds.find((kind) => kind === text) ?? 'open'
}

export function asDealType(text: string | null): DealType | null {
  return dealTypes.find((type) => type === text) ?? null
}

/** Further fields of the source, kept to the plain values that conditions can compare. */
export function asFields(json: unknown): Deal['fields'] {
  const fields: Deal['fields'] = {}
  if (typeof json !== 'object' || json === null) return fields
  for (const [name, value] of Object.entries(json)) {
    if (
      value === null ||
      typeof value === 'string' ||
      typeof value === 'number' ||
      typeof value === 'boolean'
    )
      fields[name] = value
  }
  return fields
}
