import type { ImportKind } from '../../../contract/import-mapping.ts'
import type { NormalisedRecord, NormalisedRow } from '../mapping/records/import-record.ts'
import { type Batch, type Row, setAside, setAsideUnread } from './import-run.ts'
import { writeAccounts } from './write-accounts.ts'
import { writeContacts } from './write-contacts.ts'
import { writeDeals } from './write-deals.ts'
import { writeLineItems } from './write-line-items.ts'
import { writePeople } from './write-people.ts'
import { writeProducts } from './write-products.ts'

const writers: { readonly [K in ImportKind]: (batch: Batch, rows: readonly Row<K>[]) => Promise<void> } = {
  people: writePeople,
  accounts: writeAccounts,
  products: writeProducts,
  contacts: writeContacts,
  deals: writeDeals,
  line_items: writeLineItems,
}

/** Writes rows of one kind, and sets aside those that could not be read. */
export async function writeBatch(batch: Batch, rows: readonly NormalisedRow[]): Promise<void> {
  const { progress } = batch
  const readable: NormalisedRecord[] = []
  for (const row of rows) {
    if (row.problem) setAsideUnread(batch, row)
    else readable.push(row)
  }
  const [first] = readable
  if (first) await writeKind(batch, first.kind, readable)
  progress.phase = rows[0]?.kind ?? progress.phase
  progress.position += rows.length
  progress.read += rows.length
}

async function writeKind<K extends ImportKind>(
  batch: Batch,
  kind: K,
  rows: readonly NormalisedRecord[],
): Promise<void> {
  await writers[kind](batch, rows as readonly Row<K>[])
}

/** A row that passed every check of ours and that the database refuses all the same. */
export async function setAsideBroken(batch: Batch, row: NormalisedRow): Promise<void> {
  setAside(batch, row, {
    code: 'not_storable',
    column: null,
    reason:
      'This row holds something that cannot be stored; look for values that are too long or out of range.',
  })
  batch.progress.position++
  batch.progress.read++
}
