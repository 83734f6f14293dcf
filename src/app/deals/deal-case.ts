import { type RawBuilder, sql } from 'kysely'
import { dueAt } from '../../core/clock/due-at.ts'
import type { Answer } from '../../core/deal/answer.ts'
import type { Account, Deal } from '../../core/deal/deal.ts'
import type { GateInput } from '../../core/gate/check-gate.ts'
import type { Day, Instant } from '../../core/lib/instant.ts'
import { chooseTier } from '../../core/playbook/choose-tier.ts'
import type { FieldValues } from '../../core/playbook/condition.ts'
import { fieldValues } from '../../core/playbook/field-values.ts'
import type { Playbook, Tier } from '../../core/playbook/playbook.ts'
import { qb } from '../../db/query.ts'
import type { Tx } from '../../db/tx.ts'
import { compiledCalendar } from '../calendars/compiled-calendar.ts'
import { dayInZone } from '../calendars/day-in-zone.ts'
import { notFound } from '../errors.ts'
import type { HandoffRow } from '../handoffs/handoff-row.ts'
import { calendarOf, type Directory, loadDirectory } from '../people/directory.ts'
import { effectivePlaybook, type PlaybookVersion, playbookVersion } from '../playbooks/current-playbook.ts'
import { loadWorkspace, type WorkspaceRow } from '../workspaces/workspace-row.ts'
import { type AnswerRow, findAnswers, toAnswer } from './answer-row.ts'
import { type DealRow, findDeal, lockDeal, toDeal } from './deal-row.ts'

/** A deal with everything the rules look at, as it stands in this transaction. */
export type DealCase = {
  workspace: WorkspaceRow
  directory: Directory
  row: DealRow
  deal: Deal
  account: Account | null
  answerRows: readonly AnswerRow[]
  answers: readonly Answer[]
  handoff: HandoffRow | null
  version: PlaybookVersion
  values: FieldValues
  tier: Tier
  tierReason: string
  /** What the same seller answered for other accounts, where it was asked: a copied answer costs quality. */
  others?: ReadonlySet<string>
  /** What `checkGate`, `owedNow` and the scores take. */
  gate: Omit<GateInput, 'toStage'>
}

export async function loadDealCase(
  tx: Tx,
  dealId: string,
  how: { lock: boolean } = { lock: false },
): Promise<DealCase> {
  const row = await (how.lock ? lockDeal(tx, dealId) : findDeal(tx, dealId))
  if (!row) throw notFound('deal')
  return caseOf(tx, row)
}

/** The case of a deal whose row is at hand; of one that was just made nobody can have said anything yet. */
export async function caseOf(tx: Tx, row: DealRow, { isNew = false } = {}): Promise<DealCase> {
  const [workspace, directory, answerRows, handoff, account, inForce] = await Promise.all([
    loadWorkspace(tx),
    loadDirectory(tx),
    isNew ? [] : findAnswers(tx, row.id),
    isNew ? undefined : liveHandoffOf(tx, row.id),
    row.account_id === null ? null : findAccount(tx, { accountId: row.account_id, exceptDealId: row.id }),
    row.playbook_version_id === null ? effectivePlaybook(tx) : null,
  ])
  const pinned = handoff?.playbook_version_id ?? row.playbook_version_id
  const version = pinned ? await playbookVersion(tx, pinned) : (inForce ?? (await effectivePlaybook(tx)))
  return assemble(tx, { workspace, directory, row, answerRows, handoff: handoff ?? null, account, version })
}

async function liveHandoffOf(tx: Tx, dealId: string): Promise<HandoffRow | undefined> {
  return tx.maybe(
    qb
      .selectFrom('handoff')
      .selectAll()
      .where('workspace_id', '=', tx.workspaceId)
      .where('deal_id', '=', dealId)
      .where('status', '<>', 'cancelled'),
  )
}

/** The cases of many deals that have no handoff, of different accounts, in a handful of statements. */
export function casesWithoutHandoff(tx: Tx, rows: readonly DealRow[]): Promise<DealCase[]> {
  return casesOf(tx, rows, [])
}

/** The cases of many deals, with those handoffs of theirs that are still being prepared, in a handful of statements. */
export async function casesOf(
  tx: Tx,
  rows: readonly DealRow[],
  preparing: readonly HandoffRow[],
): Promise<DealCase[]> {
  const ids = rows.map((row) => row.id)
  const accountIds = rows.flatMap((row) => row.account_id ?? [])
  const [workspace, directory, inForce, answers, accounts] = await Promise.all([
    loadWorkspace(tx),
    loadDirectory(tx),
    effectivePlaybook(tx),
    tx.many(
      sql<AnswerRow>`SELECT * FROM answer WHERE workspace_id = ${tx.workspaceId} AND deal_id = ANY(${ids}::text[]) AND state <> 'cleared'`,
    ),
    tx.many(
      sql<Account>`${accountColumns(tx, null)} WHERE workspace_id = ${tx.workspaceId} AND id = ANY(${accountIds}::text[])`,
    ),
  ])
  const answersOf = Map.groupBy(answers, (answer) => answer.deal_id)
  const accountOf = new Map(accounts.map((account) => [account.id, account]))
  const handoffOf = new Map(preparing.map((handoff) => [handoff.deal_id, handoff]))
  return Promise.all(
    rows.map(async (row) => {
      const handoff = handoffOf.get(row.id) ?? null
      const pinned = handoff?.playbook_version_id ?? row.playbook_version_id
      return assemble(tx, {
        workspace,
        directory,
        row,
        answerRows: answersOf.get(row.id) ?? [],
        handoff,
        account: accountOf.get(row.account_id ?? '') ?? null,
        version: pinned ? await playbookVersion(tx, pinned) : inForce,
      })
    }),
  )
}

type Loaded = Pick<
  DealCase,
  'workspace' | 'directory' | 'row' | 'answerRows' | 'handoff' | 'account' | 'version'
>

function assemble(tx: Tx, loaded: Loaded): DealCase {
  const { workspace, directory, row, answerRows, handoff, account, version } = loaded
  const { playbook } = version
  const deal = toDeal(row, workspace.currency)
  const answers = answerRows.map(toAnswer)
  const values = fieldValues({ deal, account, answers, playbook, currency: workspace.currency })
  const choice = handoff
    ? { tierId: handoff.tier, because: handoff.tier_reason }
    : chooseTier(playbook, values)
  const days = daysOf({ tx, directory, playbook, workspace, row, handoff })
  const gate = {
    playbook,
    deal,
    account,
    answers,
    tierId: choice.tierId,
    now: tx.now,
    ...days,
    currency: workspace.currency,
  }
  return {
    ...loaded,
    deal,
    answers,
    values,
    tier: tierOf(playbook, choice.tierId),
    tierReason: choice.because,
    gate,
  }
}

export function tierOf(playbook: Playbook, tierId: string): Tier {
  const tier = playbook.tiers.find((t) => t.id === tierId)
  if (!tier) throw new Error(`the playbook has no tier ${tierId}`)
  return tier
}

/** An account as the rules see it: whether another of its deals has a handoff makes this one a follow-on. */
export async function findAccount(
  tx: Tx,
  of: { accountId: string; exceptDealId: string },
): Promise<Account | null> {
  const row = await tx.maybe(
    sql<Account>`${accountColumns(tx, of.exceptDealId)} WHERE workspace_id = ${tx.workspaceId} AND id = ${of.accountId}`,
  )
  return row ?? null
}

function accountColumns(tx: Tx, exceptDealId: string | null): RawBuilder<unknown> {
  const others = exceptDealId === null ? sql`` : sql`AND h.deal_id <> ${exceptDealId}`
  return sql`SELECT id, name, industry, employees, country, territory, language, csm_id AS "csmId",
      EXISTS (SELECT 1 FROM handoff h WHERE h.workspace_id = ${tx.workspaceId} AND h.account_id = a.id
        ${others} AND h.status NOT IN ('cancelled', 'preparing')) AS "hasHandoff"
    FROM account a`
}

type Days = { tx: Tx; playbook: Playbook } & Pick<Loaded, 'directory' | 'row' | 'handoff' | 'workspace'>

/** Today for the deal's owner, and the last day an "unknown until" may name: after the signature, or if it were signed now. */
function daysOf({ tx, directory, playbook, row, handoff, workspace }: Days): {
  today: Day
  unknownLimitOn: Day | null
} {
  const calendar = row.owner_id ? calendarOf(directory, row.owner_id) : directory.defaultCalendar
  const zone = calendar?.definition.zone ?? workspace.zone
  const limitFrom = (at: Instant): Day | null => {
    const compiled = calendar && compiledCalendar(calendar.definition, at, tx.now)
    return compiled?.ok ? dayInZone(dueAt(compiled.value, at, playbook.unknown.within), zone) : null
  }
  const closed = row.signed_at ?? handoff?.signed_at ?? row.won_at ?? handoff?.won_at ?? null
  return {
    today: dayInZone(tx.now, zone),
    unknownLimitOn: limitFrom(closed ?? tx.now),
  }
}
