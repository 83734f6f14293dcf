import {
  type FileMapping,
  type ImportKind,
  type ImportMapping,
  importKinds,
} from '../../../../contract/import-mapping.ts'
import type { TableFormat } from '../../reading/detect-format.ts'
import type { ImportFile } from '../../reading/import-file.ts'
import type { RawRow } from '../../reading/raw-row.ts'
import { readBatches } from '../../reading/read-table.ts'
import { type CompiledFile, compileFile } from './compile-file.ts'
import { derivedManagers } from './derived-managers.ts'
import { findFileMapping } from './find-file-mapping.ts'
import type { NormalisedRow, Problem, SetAsideRow } from './import-record.ts'
import { recordReaders } from './read-records.ts'

export type NormaliseOptions = {
  /** Formats found earlier, by file name; saves looking through the files again. */
  formats?: Readonly<Record<string, TableFormat>>
}

export type MappedFile = { file: ImportFile; mapping: FileMapping; kind: ImportKind }

/**
 * All records of the files, those that others refer to first: people, accounts, products, contacts, deals, lines.
 * A row with anything wrong is given as it came, with its number, column and reason; nothing is held in memory.
 */
export async function* normaliseRows(
  files: readonly ImportFile[],
  mapping: ImportMapping,
  options: NormaliseOptions = {},
): AsyncGenerator<NormalisedRow> {
  for await (const batch of normaliseBatches(files, mapping, options)) yield* batch
}

/** The same in the batches they are read in. */
export async function* normaliseBatches(
  files: readonly ImportFile[],
  mapping: ImportMapping,
  options: NormaliseOptions = {},
): AsyncGenerator<NormalisedRow[]> {
  const mapped = filesInOrder(files, mapping)
  for (const kind of importKinds) {
    const ofKind = mapped.filter((entry) => entry.kind === kind)
    if (kind === 'people') yield* derivedManagers((people) => rowsOf(people, mapping, options), ofKind)
    for (const entry of ofKind) yield* rowsOf(entry, mapping, options)
  }
}

/** The files that hold something, in the order in which they are written. */
export function filesInOrder(files: readonly ImportFile[], mapping: ImportMapping): MappedFile[] {
  const mapped = files.flatMap((file): MappedFile[] => {
    const found = findFileMapping(mapping, file.name)
    return !found || found.kind === 'ignore' ? [] : [{ file, mapping: found, kind: found.kind }]
  })
  return importKinds.flatMap((kind) => mapped.filter((entry) => entry.kind === kind))
}

async function* rowsOf(
  entry: MappedFile,
  mapping: ImportMapping,
  options: NormaliseOptions,
): AsyncGenerator<NormalisedRow[]> {
  const compiled = compileFile(entry.mapping, mapping)
  const known = options.formats?.[entry.file.name]
  const reading = { ...entry.mapping.format, ...(known === undefined ? {} : { format: known }) }
  for await (const batch of readBatches(entry.file, reading)) {
    yield batch.map((raw) => normalise(raw, entry, compiled))
  }
}

function normalise(raw: RawRow, entry: MappedFile, compiled: CompiledFile): NormalisedRow {
  const place = { file: entry.file.name, row: raw.row, line: raw.line }
  if (raw.problem) return { ...place, kind: entry.kind, cells: raw.cells, problem: raw.problem, more: [] }
  const problems: Problem[] = []
  const row = { file: compiled, cells: raw.cells, problems }
  const made = recordOf(entry.kind, row, place)
  const [problem, ...more] = problems
  if (problem === undefined) return made
  return { ...place, kind: entry.kind, cells: raw.cells, problem, more } satisfies SetAsideRow
}

function recordOf(
  kind: ImportKind,
  row: Parameters<(typeof recordReaders)['deals']>[0],
  place: { file: string; row: number; line: number },
): NormalisedRow {
  const base = { ...place, cells: row.cells, derived: false }
  switch (kind) {
    case 'people':
      return { ...base, kind, record: recordReaders.people(row) }
    case 'accounts':
      return { ...base, kind, record: recordReaders.accounts(row) }
    case 'products':
      return { ...base, kind, record: recordReaders.products(row) }
    case 'contacts':
      return { ...base, kind, record: recordReaders.contacts(row) }
    case 'deals':
      return { ...base, kind, record: recordReaders.deals(row) }
    case 'line_items':
      return { ...base, kind, record: recordReaders.line_items(row) }
  }
}
