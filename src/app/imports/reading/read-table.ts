import { detectFormat, type FormatOptions, type TableFormat } from './detect-format.ts'
import { type ImportFile, UnreadableFile } from './import-file.ts'
import type { RawRow } from './raw-row.ts'
import { readCsv } from './read-csv.ts'
import { readJson } from './read-json.ts'

export type ReadOptions = FormatOptions & {
  /** The format found earlier, which saves looking through the file again. */
  format?: TableFormat
}

/** The data rows of a CSV or JSON file, one at a time; unreadable rows carry a problem instead of ending the file. */
export async function* readTable(file: ImportFile, options: ReadOptions = {}): AsyncGenerator<RawRow> {
  for await (const batch of readBatches(file, options)) yield* batch
}

/** The same rows in the batches they are read in, for those who go through millions of them. */
export async function* readBatches(file: ImportFile, options: ReadOptions = {}): AsyncGenerator<RawRow[]> {
  const format = options.format ?? (await detectFormat(file, options))
  let rows = 0
  for await (const batch of format.kind === 'csv' ? readCsv(file, format) : readJson(file, format)) {
    rows += batch.length
    yield batch
  }
  if (rows > 0) return
  if (format.kind === 'json')
    throw new UnreadableFile(file.name, 'empty', 'holds an empty list; expected at least one object')
  const named = format.columns.slice(0, 5).join(', ')
  throw new UnreadableFile(
    file.name,
    'header_only',
    `has a header (${named}) and no rows; expected at least one row below it`,
  )
}
