import type { IncomingDeal } from '../../connectors/kit/incoming.ts'
import type { Instant } from '../../core/lib/instant.ts'
import type { StageKind } from '../../core/playbook/playbook.ts'
import type { JsonRow } from '../../db/insert-many.ts'
import { canonicalJson } from '../operation-tx.ts'
import type { AnnualValue } from './annual-value.ts'
import { asStageKind, type DealRow } from './deal-row.ts'

export type DealSource = {
  connectionId: string
  liveFrom: Instant | null
  /** Everything won that comes from here is history, whenever it was won. */
  isHistory?: boolean
}

export type Next = {
  source: DealSource
  deal: IncomingDeal
  found: DealRow | null
  kind: StageKind | undefined
  /** Undefined where the source does not speak of them. */
  accountId: string | null | undefined
  ownerId: string | null | undefined
  annual: AnnualValue | null
  workspaceId: string
  now: Instant
  newId: (prefix: 'del') => string
}

/** The row of a deal as its source tells of it, on top of what is known. */
export function nextDealRow(next: Next): JsonRow<'deal'> {
  const { source, deal, found, kind, accountId, ownerId, annual, now } = next
  const stageKind = kind ?? (found ? asStageKind(found.stage_kind) : 'open')
  const at = deal.occurredAt ?? now
  const { wonAt, lostAt } = ends(next, { stageKind, at })
  return {
    workspace_id: next.workspaceId,
    id: found?.id ?? next.newId('del'),
    connection_id: source.connectionId,
    external_id: deal.externalId,
    account_id: accountId === undefined ? (found?.account_id ?? null) : accountId,
    owner_id: ownerId === undefined ? (found?.owner_id ?? null) : ownerId,
    name: deal.name ?? found?.name ?? deal.externalId,
    pipeline: deal.pipeline === undefined ? (found?.pipeline ?? null) : deal.pipeline,
    stage_id: deal.stageId ?? deal.stageLabel ?? found?.stage_id ?? null,
    stage_label: deal.stageLabel ?? deal.stageId ?? found?.stage_label ?? null,
    stage_kind: stageKind,
    deal_type: deal.dealType === undefined ? (found?.deal_type ?? null) : deal.dealType,
    amount_minor:
      deal.amount === undefined ? (found?.amount_minor ?? null) : (deal.amount?.amountMinor ?? null),
    currency: deal.amount === undefined ? (found?.currency ?? null) : (deal.amount?.currency ?? null),
    annual_minor: annual ? annual.annualMinor : (found?.annual_minor ?? null),
    rate_micros: annual ? annual.rateMicros : (found?.rate_micros ?? null),
    probability: deal.probability === undefined ? (found?.probability ?? null) : deal.probability,
    products: deal.products ?? found?.products ?? [],
    expected_close_on:
      deal.expectedCloseOn === undefined ? (found?.expected_close_on ?? null) : deal.expectedCloseOn,
    created_on: deal.createdOn === undefined ? (found?.created_on ?? null) : deal.createdOn,
    won_at: wonAt,
    lost_at: lostAt,
    signed_at: deal.signedAt ?? found?.signed_at ?? null,
    fields: { ...asObject(found?.fields), ...deal.fields },
    source_at: deal.occurredAt ?? found?.source_at ?? null,
    is_history: found?.stage_kind === 'won' ? found.is_history : isHistory(source, { wonAt, stageKind }),
    created_at: found?.created_at ?? now,
    version: found?.version ?? 1,
  }
}

/** Won anew is another win than the first: its time is the source's, or that of the news. Lost anew likewise. */
function ends(
  { deal, found }: Next,
  { stageKind, at }: { stageKind: StageKind; at: Instant },
): { wonAt: Instant | null; lostAt: Instant | null } {
  const stays = found?.stage_kind === stageKind
  const wonAt = found?.won_at ?? null
  const lostAt = found?.lost_at ?? null
  return {
    wonAt: stageKind === 'won' ? (deal.wonAt ?? (stays ? wonAt : null) ?? at) : wonAt,
    lostAt: stageKind === 'lost' ? (deal.lostAt ?? (stays ? lostAt : null) ?? at) : lostAt,
  }
}

/** Won before the source's go-live: remembered, never handed off. */
function isHistory(source: DealSource, deal: { wonAt: Instant | null; stageKind: StageKind }): boolean {
  if (deal.stageKind !== 'won') return false
  if (source.isHistory) return true
  return source.liveFrom !== null && deal.wonAt !== null && deal.wonAt < source.liveFrom
}

/** The columns in which the new row differs from the known one. */
export function changedColumns(
  found: DealRow,
  next: JsonRow<'deal'>,
): (keyof JsonRow<'deal'> & keyof DealRow)[] {
  const columns = Object.keys(next) as (keyof JsonRow<'deal'> & keyof DealRow)[]
  return columns.filter(
    (c) => c !== 'version' && canonicalJson(found[c] ?? null) !== canonicalJson(next[c] ?? null),
  )
}

function asObject(json: unknown): Record<string, unknown> {
  return typeof json === 'object' && json !== null ? { ...json } : {}
}

/** What the timeline tells of a deal: the fields people know it by. */
export function auditable(row: DealRow): Record<string, unknown> {
  const {
    name,
    stage_label,
    stage_kind,
    amount_minor,
    currency,
    annual_minor,
    owner_id,
    account_id,
    won_at,
    lost_at,
    signed_at,
    expected_close_on,
    products,
  } = row
  return {
    name,
    stage_label,
    stage_kind,
    amount_minor,
    currency,
    annual_minor,
    owner_id,
    account_id,
    won_at,
    lost_at,
    signed_at,
    expected_close_on,
    products,
  }
}
