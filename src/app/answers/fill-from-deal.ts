import { type RawBuilder, sql } from 'kysely'
import { AnswerValue as AnswerValueShape } from '../../contract/answer-value.ts'
import type { AnswerSource, AnswerValue } from '../../core/deal/answer.ts'
import { isEmptyValue } from '../../core/deal/answer-value.ts'
import { checkAnswerValue } from '../../core/deal/check-answer-value.ts'
import { needOf } from '../../core/gate/need-of.ts'
import type { Instant } from '../../core/lib/instant.ts'
import { chooseTier } from '../../core/playbook/choose-tier.ts'
import { fieldValues } from '../../core/playbook/field-values.ts'
import type { Requirement } from '../../core/playbook/playbook.ts'
import { insertMany, type JsonRow } from '../../db/insert-many.ts'
import { type AnswerRow, findAnswers, toAnswer } from '../deals/answer-row.ts'
import { type DealCase, tierOf } from '../deals/deal-case.ts'
import { asFields } from '../deals/deal-row.ts'
import { canonicalJson, type OperationTx } from '../operation-tx.ts'

type Told = AnswerValue | null

/**
 * Answers what the source already told: the value, the products, the customer's profile and every field the playbook's
 * hints name. People need not type what a system knows; what a person answered is never touched.
 */
export async function fillFromDeal(
  tx: OperationTx,
  it: DealCase,
  { source, isNew = false }: { source: Filler; isNew?: boolean },
): Promise<DealCase> {
  const rows = toldAnswers(it, { source, at: tx.now })
  if (rows.length === 0) return it
  const write = fill(rows)
  if (isNew) {
    tx.later(write)
    return withAnswers(it, rows.map(asStored))
  }
  await tx.run(write)
  return withAnswers(it, await findAnswers(tx, it.row.id))
}

/** The same for many deals at once that nobody has answered anything about. */
export async function fillUnanswered(tx: OperationTx, cases: readonly DealCase[]): Promise<DealCase[]> {
  const filled = cases.map((it) => ({ it, rows: toldAnswers(it, { source: 'import', at: tx.now }) }))
  const rows = filled.flatMap((one) => one.rows)
  if (rows.length > 0) await tx.run(fill(rows))
  return filled.map((one) => (one.rows.length > 0 ? withAnswers(one.it, one.rows.map(asStored)) : one.it))
}

/** What a person answered stays; what they took back may be told again. */
function fill(rows: readonly JsonRow<'answer'>[]): RawBuilder<unknown> {
  return sql`${insertMany('answer', rows)} ON CONFLICT (workspace_id, deal_id, requirement_id) DO UPDATE
    SET value = excluded.value, state = 'given', source = excluded.source, reason = NULL, answered_at = excluded.answered_at, version = answer.version + 1
    WHERE answer.source IN ('crm', 'import') OR answer.state = 'cleared'`
}

type Filler = Extract<AnswerSource, 'crm' | 'import'>

/** Answers to write: what the source told anew of requirements that nobody answered by hand. */
function toldAnswers(it: DealCase, { source, at }: { source: Filler; at: Instant }): JsonRow<'answer'>[] {
  const told = toldBy(it)
  const known = new Map(it.answerRows.map((row) => [row.requirement_id, row]))
  return it.version.playbook.requirements.flatMap((requirement): JsonRow<'answer'>[] => {
    if (needOf(requirement, it.tier.id) === 'hidden') return []
    const before = known.get(requirement.id)
    if (before && before.source !== 'crm' && before.source !== 'import') return []
    const value = valueFor(requirement, told)
    if (value === null || (before && canonicalJson(before.value) === canonicalJson(value))) return []
    return [
      {
        workspace_id: it.row.workspace_id,
        deal_id: it.row.id,
        requirement_id: requirement.id,
        state: 'given',
        value,
        source,
        evidence: [],
        answered_at: at,
        version: 1,
      },
    ]
  })
}

/** A first answer as it will be read back: what was not given is empty. */
function asStored(row: JsonRow<'answer'>): AnswerRow {
  return {
    ...row,
    value: row.value ?? null,
    reason: null,
    approver_id: null,
    expires_at: null,
    until_on: null,
    person: null,
    source_label: null,
    author_id: null,
    evidence: [],
    validated: null,
    version: 1,
  }
}

/** The same case with other answers, everything that hangs on them counted anew. */
function withAnswers(it: DealCase, answerRows: readonly AnswerRow[]): DealCase {
  const answers = answerRows.map(toAnswer)
  const values = fieldValues({
    deal: it.deal,
    account: it.account,
    answers,
    playbook: it.version.playbook,
    currency: it.workspace.currency,
  })
  const choice = it.handoff ? null : chooseTier(it.version.playbook, values)
  const tier = choice ? tierOf(it.version.playbook, choice.tierId) : it.tier
  return {
    ...it,
    answerRows,
    answers,
    values,
    tier,
    tierReason: choice?.because ?? it.tierReason,
    gate: { ...it.gate, answers, tierId: tier.id },
  }
}

function valueFor(requirement: Requirement, told: ReadonlyMap<string, Told>): AnswerValue | null {
  const { field_hints: hints } = requirement
  const names = [requirement.id, ...(hints?.['import'] ?? []), ...Object.values(hints ?? {}).flat()]
  for (const name of names) {
    const value = told.get(plain(name))
    const fitted = value === undefined || value === null ? null : fit(requirement, value)
    if (fitted !== null && !isEmptyValue(fitted) && checkAnswerValue(requirement, fitted).ok) return fitted
  }
  return null
}

/** A source's value in the shape the requirement asks for; NULL where it does not fit. */
function fit(requirement: Requirement, value: AnswerValue): AnswerValue | null {
  if (typeof value === 'object') return value
  switch (requirement.type) {
    case 'text':
    case 'choice':
    case 'date':
      return typeof value === 'string' ? value : String(value)
    case 'number': {
      const number = typeof value === 'number' ? value : Number(value)
      return Number.isFinite(number) ? number : null
    }
    case 'yes_no':
      return typeof value === 'boolean' ? value : (yesNo.get(String(value).toLowerCase()) ?? null)
    case 'link_list':
      return String(value)
        .split(/[\s,;]+/)
        .filter((url) => /^https?:\/\//i.test(url))
        .map((url) => ({ url }))
    case 'person_list':
      return String(value)
        .split(/[;\n]/)
        .map((name) => name.trim())
        .filter((name) => name !== '')
        .map((name) => ({ name }))
    case 'table':
      return requirement.columns?.[0] ? [{ [requirement.columns[0].id]: String(value) }] : null
    case 'money':
      return null
  }
}

const yesNo = new Map([
  ['yes', true],
  ['true', true],
  ['y', true],
  ['1', true],
  ['no', false],
  ['false', false],
  ['n', false],
  ['0', false],
])

/** Everything the deal and its account say, by plain name. */
function toldBy(it: DealCase): ReadonlyMap<string, Told> {
  const { row, account } = it
  const told = new Map<string, Told>()
  for (const [name, value] of Object.entries(asFields(row.fields)))
    told.set(plain(name), typeof value === 'string' && value.trim() === '' ? null : value)
  if (row.amount_minor !== null && row.currency !== null) {
    const amount = { amountMinor: row.amount_minor, currency: row.currency }
    for (const name of ['contract_value', 'amount', 'annual value']) told.set(plain(name), amount)
  }
  // A converted value is ours; the customer's contract names the one in its own currency.
  const { currency } = it.workspace
  if (row.annual_minor !== null && (row.amount_minor === null || row.currency === currency)) {
    const annual = { amountMinor: row.annual_minor, currency }
    for (const name of ['contract_value', 'annual value']) told.set(plain(name), annual)
  }
  if (row.products.length > 0)
    told.set(
      'products',
      row.products.map((product) => ({ product })),
    )
  for (const [requirementId, value] of answersIn(row.fields)) told.set(plain(requirementId), value)
  const profile = account
    ? [
        account.industry,
        account.employees === null ? null : `${account.employees} employees`,
        account.country,
      ].filter((p) => p !== null && p !== '')
    : []
  if (profile.length > 0) told.set(plain('company_profile'), profile.join(' · '))
  return told
}

/** Answers the source holds by requirement id, those that have the form of one. */
function answersIn(fields: unknown): [string, AnswerValue][] {
  const answers = typeof fields === 'object' && fields !== null && 'answers' in fields ? fields.answers : null
  if (typeof answers !== 'object' || answers === null) return []
  return Object.entries(answers).flatMap(([id, value]): [string, AnswerValue][] => {
    const read = AnswerValueShape.safeParse(value)
    return read.success ? [[id, read.data]] : []
  })
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}
