import type { IncomingDeal } from '../../../connectors/kit/incoming.ts'
import type { ImportField } from '../../../contract/import-mapping.ts'
import { type ImportRun, type Row, speaksOf } from './import-run.ts'

/** A deal of a file as any source tells of one: of what the file has no column for, nothing is said. */
export function incomingOf(run: ImportRun, row: Row<'deals'>, products: string[]): IncomingDeal {
  const { record } = row
  const speaks = (field: ImportField): boolean => speaksOf(run, row, field)
  const money = (amountMinor: number | null) =>
    amountMinor === null ? null : { amountMinor, currency: record.currency }
  return {
    externalId: record.externalId,
    name: record.name.slice(0, 300),
    stageId: record.stage,
    stageLabel: record.stage,
    occurredAt: null,
    fields: record.fields,
    wonAt: record.wonAt,
    lostAt: record.lostAt,
    signedAt: record.signedAt,
    ...(speaks('account') && { accountName: record.account?.value ?? null }),
    ...((speaks('owner') || speaks('ownerEmail')) && { ownerName: record.owner?.value ?? null }),
    ...(speaks('products') && { products }),
    ...(speaks('pipeline') && { pipeline: record.pipeline }),
    ...(speaks('dealType') && { dealType: record.dealType }),
    ...(speaks('amount') && { amount: money(record.amountMinor) }),
    ...(speaks('annual') && { annual: money(record.annualMinor) }),
    ...(speaks('probability') && { probability: record.probability }),
    ...(speaks('createdOn') && { createdOn: record.createdOn }),
    // An export with one close date for everything says nothing of what was expected once a deal is closed.
    ...((speaks('expectedCloseOn') || record.expectedCloseOn !== null) && {
      expectedCloseOn: record.expectedCloseOn,
    }),
  }
}
