import { refused } from '../errors.ts'
import type { Verb } from '../verbs.ts'
import { changeImport, importView, lockImport } from './import-row.ts'

/** Stops an import at its next batch. What was written stays; running it again goes over all of it once more. */
export const cancelImport: Verb<'import.cancel'> = (ctx, { id }) =>
  ctx.inTransaction(async (tx) => {
    const row = await lockImport(tx, id)
    if (row.status === 'cancelled') return importView(tx, row)
    if (row.status === 'done')
      throw refused('import_done', 'This import is done; there is nothing left to stop.')
    await changeImport(ctx, tx, {
      id,
      version: row.version,
      change: { status: 'cancelled', ended_at: tx.now },
    })
    tx.record('import.cancel', {
      noun: 'import',
      id,
      before: { status: row.status },
      after: { status: 'cancelled' },
    })
    return importView(tx, await lockImport(tx, id))
  })
