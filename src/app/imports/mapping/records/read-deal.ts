import type { StageKind } from '../../../../core/playbook/playbook.ts'
import { wordKey } from './compile-file.ts'
import type { DealRecord, Reference } from './import-record.ts'
import { readCount, readCurrency, readMinor } from './read-amount.ts'
import {
  note,
  type RowReader,
  readDay,
  readEmail,
  readInstant,
  readKept,
  readKey,
  readName,
  readReference,
  readReferences,
  readText,
} from './row-reader.ts'

export function readDeal(row: RowReader): DealRecord {
  const { stage, stageKind } = readStage(row)
  const dealType = readText(row, 'dealType')
  const currency = readCurrency(row, ['amount', 'annual'])
  const externalId = readKey(row)
  return {
    externalId,
    name: readDealName(row, externalId),
    account: readReference(row, 'account'),
    owner: readOwner(row),
    products: readReferences(row, 'products'),
    stage,
    stageKind,
    pipeline: readText(row, 'pipeline'),
    dealType: dealType === null ? null : (row.file.dealTypes.get(wordKey(dealType)) ?? null),
    amountMinor: readMinor(row, 'amount', currency),
    annualMinor: readMinor(row, 'annual', currency),
    currency,
    probability: readCount(row, 'probability', 100),
    createdOn: readDay(row, 'createdOn'),
    ...readCloseDates(row, stageKind),
    signedAt: readInstant(row, 'signedAt'),
    fields: readKept(row),
  }
}

/** Who sold it, with the address where the file has one beside the name. */
function readOwner(row: RowReader): Reference | null {
  const named = readReference(row, 'owner')
  const email = readEmail(row, 'ownerEmail')
  if (email === null) return named
  return named === null ? { by: 'email', value: email } : { ...named, email }
}

/** A deal whose name is made of other columns may lack all of them; its key then stands in. */
function readDealName(row: RowReader, externalId: string): string {
  const name = row.file.fields.get('name')
  const made = name === undefined || name.source.from === 'columns'
  return made && (name?.take(row.cells) ?? null) === null ? externalId : readName(row)
}

/** Won and lost are said by the status where there is one, everything else by the stage. */
function readStage(row: RowReader): { stage: string; stageKind: StageKind } {
  const stage = readText(row, 'stage')
  const status = readText(row, 'status')
  const byStatus = status === null ? undefined : row.file.stages.get(wordKey(status))
  const byStage = stage === null ? undefined : row.file.stages.get(wordKey(stage))
  const decided = byStatus === 'won' || byStatus === 'lost' ? byStatus : (byStage ?? byStatus)
  const label = stage ?? status ?? ''
  if (decided !== undefined) return { stage: label, stageKind: decided }
  const column =
    row.file.fields.get(stage === null && status !== null ? 'status' : 'stage')?.column ?? 'stage'
  const reason =
    label === ''
      ? `${column} is empty; the deal's stage was expected.`
      : `${column} is "${label.slice(0, 60)}", a stage the mapping does not know; say whether it is open, likely, won or lost.`
  note(row, 'unknown_stage', { column, value: label, reason })
  return { stage: label, stageKind: 'open' }
}

/** The one close date of most exports is the day of winning or losing, and of open deals the day they hope for. */
function readCloseDates(
  row: RowReader,
  stageKind: StageKind,
): Pick<DealRecord, 'expectedCloseOn' | 'wonAt' | 'lostAt'> {
  const open = stageKind === 'open' || stageKind === 'likely'
  const wonAt = stageKind === 'won' ? readInstant(row, 'wonAt') : null
  const lostAt = stageKind === 'lost' ? readInstant(row, 'lostAt') : null
  const expectedCloseOn = readDay(row, 'expectedCloseOn')
  return {
    wonAt: stageKind === 'won' ? (wonAt ?? readInstant(row, 'closedOn')) : null,
    lostAt: stageKind === 'lost' ? (lostAt ?? readInstant(row, 'closedOn')) : null,
    expectedCloseOn: open ? (expectedCloseOn ?? readDay(row, 'closedOn')) : expectedCloseOn,
  }
}
