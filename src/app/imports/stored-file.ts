import { sql } from 'kysely'
import type { Tx } from '../../db/tx.ts'
import type { ImportFile } from './reading/import-file.ts'

/** Runs a read in a transaction: one that is open, or one of its own. */
export type Reading = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

const piecesAtOnce = 4

/** The files of an import, read from their stored pieces as they are needed. */
export async function storedFiles(read: Reading, importId: string): Promise<ImportFile[]> {
  const rows = await read((tx) =>
    tx.many(
      sql<{
        number: number
        name: string
        size: number
      }>`SELECT number, name, size FROM import_file WHERE workspace_id = ${tx.workspaceId} AND import_id = ${importId} ORDER BY number`,
    ),
  )
  return rows.map(({ number, name, size }) => ({
    name,
    size,
    open: () => pieces(read, { importId, number }),
  }))
}

async function* pieces(
  read: Reading,
  { importId, number }: { importId: string; number: number },
): AsyncGenerator<Uint8Array> {
  for (let last = 0; ; ) {
    const rows = await read((tx) =>
      tx.many(sql<{ number: number; bytes: Buffer }>`
        SELECT number, bytes FROM import_chunk WHERE workspace_id = ${tx.workspaceId} AND import_id = ${importId} AND file_number = ${number} AND number > ${last}
        ORDER BY number LIMIT ${piecesAtOnce}`),
    )
    for (const row of rows) {
      last = row.number
      yield row.bytes
    }
    if (rows.length < piecesAtOnce) return
  }
}
