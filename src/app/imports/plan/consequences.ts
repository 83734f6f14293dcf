import { sql } from 'kysely'
import { dueAt } from '../../../core/clock/due-at.ts'
import type { Account, Deal } from '../../../core/deal/deal.ts'
import { wholeUnits } from '../../../core/deal/money.ts'
import { plannedTemplates } from '../../../core/handoff/plan-steps.ts'
import { anchorInstant } from '../../../core/handoff/step-anchors.ts'
import { chooseTier } from '../../../core/playbook/choose-tier.ts'
import { evaluateCondition } from '../../../core/playbook/evaluate-condition.ts'
import { fieldValues } from '../../../core/playbook/field-values.ts'
import type { Tx } from '../../../db/tx.ts'
import { compiledCalendar } from '../../calendars/compiled-calendar.ts'
import { type Directory, loadDirectory, withRole } from '../../people/directory.ts'
import { effectivePlaybook, type PlaybookVersion } from '../../playbooks/current-playbook.ts'
import { loadWorkspace } from '../../workspaces/workspace-row.ts'
import { referenceKey } from '../mapping/profile/value-sketch.ts'
import type { DealRecord } from '../mapping/records/import-record.ts'
import { normaliseBatches } from '../mapping/records/normalise-rows.ts'
import { shiftDays } from '../mapping/records/shift-days.ts'
import { findSource } from '../run/source-connection.ts'
import type { PlanDocument } from './plan-document.ts'
import type { Surveying } from './survey-files.ts'

type Looking = Surveying & { shiftDays: number }
type Around = {
  version: PlaybookVersion
  directory: Directory
  currency: string
  now: string
  connectionId: string | null
  /** Accounts that have a handoff by then, by the name the file gives them. */
  served: Set<string>
}

/**
 * What a live import sets off: a handoff for every deal that is won and neither history nor handed off already, a
 * summary in place of messages, and how many of their steps were due before today and are closed as imported.
 */
export async function consequencesOf(
  tx: Tx,
  looking: Looking,
): Promise<NonNullable<PlanDocument['consequences']>> {
  const around = await lookAround(tx, looking)
  const found = { handoffs: 0, overdueSteps: 0 }
  for await (const batch of normaliseBatches(looking.files, looking.mapping, { formats: looking.formats })) {
    const won = batch.flatMap((row) =>
      row.kind === 'deals' && !row.problem && row.record.stageKind === 'won'
        ? [shiftDays(row, looking.shiftDays, looking.zone).record]
        : [],
    )
    const settled = await settledAmong(tx, around.connectionId, won)
    for (const deal of won) if (!settled.has(deal.externalId)) count(found, deal, around)
  }
  const csms = withRole(around.directory, 'csm').length
  return { ...found, messages: found.handoffs === 0 ? 1 : 1 + Math.min(found.handoffs, csms) }
}

async function lookAround(tx: Tx, looking: Looking): Promise<Around> {
  const [version, directory, workspace, source] = await Promise.all([
    effectivePlaybook(tx),
    loadDirectory(tx),
    loadWorkspace(tx),
    findSource(tx, looking.mapping),
  ])
  const { currency } = workspace
  return { version, directory, currency, now: tx.now, connectionId: source?.id ?? null, served: new Set() }
}

/** Deals that are known to be history, or were handed off before, whatever became of it. */
async function settledAmong(
  tx: Tx,
  connectionId: string | null,
  deals: readonly DealRecord[],
): Promise<ReadonlySet<string>> {
  if (connectionId === null || deals.length === 0) return new Set()
  const ids = deals.map((deal) => deal.externalId)
  const rows = await tx.many(sql<{ external_id: string }>`
    SELECT d.external_id FROM deal d WHERE d.workspace_id = ${tx.workspaceId} AND d.connection_id = ${connectionId} AND d.external_id = ANY(${ids}::text[])
      AND ((d.stage_kind = 'won' AND d.is_history) OR EXISTS (SELECT 1 FROM handoff h WHERE h.workspace_id = d.workspace_id AND h.deal_id = d.id))`)
  return new Set(rows.map((row) => row.external_id))
}

function count(found: { handoffs: number; overdueSteps: number }, record: DealRecord, around: Around): void {
  const { playbook } = around.version
  const key = record.account === null ? null : referenceKey(record.account.value)
  const deal = asDeal(record, around)
  const account = key === null ? null : asAccount(key, around.served.has(key))
  const values = fieldValues({ deal, account, answers: [], playbook, currency: around.currency })
  if (!evaluateCondition(playbook.triggers.applies, values)) return
  if (!evaluateCondition(playbook.triggers.won, values)) return
  found.handoffs++
  if (key !== null) around.served.add(key)
  found.overdueSteps += overdue(around, { values, deal, tierId: chooseTier(playbook, values).tierId })
}

type Placed = { values: ReturnType<typeof fieldValues>; deal: Deal; tierId: string }

function overdue({ version, directory, now }: Around, { values, deal, tierId }: Placed): number {
  const calendar = directory.defaultCalendar
  const anchor = deal.signedAt ?? deal.wonAt
  if (calendar === null || anchor === null) return 0
  const compiled = compiledCalendar(calendar.definition, anchor, now)
  if (!compiled.ok) return 0
  const facts = { ...(deal.wonAt && { won: deal.wonAt }), ...(deal.signedAt && { signed: deal.signedAt }) }
  const { playbook } = version
  return plannedTemplates({ playbook, tierId, values }).filter((template) => {
    const at = 'fact' in template.anchor ? anchorInstant(template.anchor, facts) : null
    const duration = template.due[tierId]
    if (at === null || duration === undefined || template.repeats) return false
    return dueAt(compiled.value, at, duration) < now
  }).length
}

function asDeal(record: DealRecord, around: Around): Deal {
  const minor = record.annualMinor ?? record.amountMinor
  const known = minor !== null && record.currency === around.currency
  return {
    id: record.externalId,
    name: record.name,
    accountId: record.account?.value ?? null,
    ownerId: record.owner?.value ?? null,
    pipeline: record.pipeline,
    stageId: record.stage,
    stageKind: record.stageKind,
    dealType: record.dealType,
    annualValue: known ? wholeUnits({ amountMinor: minor, currency: record.currency }) : null,
    probability: record.probability,
    products: record.products.map((product) => product.value),
    wonAt: record.wonAt ?? around.now,
    signedAt: record.signedAt,
    lostAt: record.lostAt,
    complexity: null,
    fields: record.fields,
  }
}

function asAccount(name: string, hasHandoff: boolean): Account {
  const unknown = {
    industry: null,
    employees: null,
    country: null,
    territory: null,
    language: null,
    csmId: null,
  }
  return { id: name, name, ...unknown, hasHandoff }
}
