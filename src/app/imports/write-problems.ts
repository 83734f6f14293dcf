import type { Actor } from '../context.ts'
import { notFound, refused } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { workIn } from '../work-in.ts'
import { findImport } from './import-row.ts'
import { problemsAfter, problemsByFile } from './list-problems.ts'
import { problemsFileName } from './mapping/records/find-file-mapping.ts'
import { originalColumns, type ProblemRow, writeProblemsCsv } from './mapping/records/write-problems-csv.ts'
import { asProfiles } from './plan/plan-document.ts'

export type Wanted = {
  workspaceId: string
  actor: Actor
  requestId: string
  id: string
  file?: string | undefined
}

const pageRows = 500

/** The set-aside rows of one file of an import as CSV, with the name it is downloaded under. */
export async function writeProblems(
  runtime: Runtime,
  wanted: Wanted,
): Promise<{ name: string; text: AsyncIterable<string> }> {
  const { file, columns } = await workIn(runtime, wanted, async (_ctx, tx) => {
    const row = await findImport(tx, wanted.id)
    const found = await problemsByFile(tx, wanted.id)
    const file = chooseFile(
      found.map((it) => it.file),
      wanted.file,
    )
    const profile = asProfiles(row.profile)?.profiles.find((it) => it.file === file)
    return { file, columns: profile ? originalColumns(profile) : [] }
  })
  return {
    name: problemsFileName(file),
    text: writeProblemsCsv(columns, rowsOf(runtime, { ...wanted, file })),
  }
}

function chooseFile(files: readonly string[], wanted: string | undefined): string {
  if (wanted !== undefined) {
    if (files.includes(wanted)) return wanted
    throw notFound('file_of_set_aside_rows')
  }
  const [only, ...more] = files
  if (only === undefined) throw refused('nothing_set_aside', 'No row was set aside.')
  if (more.length > 0) {
    throw refused(
      'several_files',
      `Rows of ${files.length} files were set aside; say which one with file=: ${files.slice(0, 10).join(', ')}.`,
    )
  }
  return only
}

async function* rowsOf(runtime: Runtime, from: Wanted & { file: string }): AsyncGenerator<ProblemRow> {
  for (let after = 0; ; ) {
    const page = await workIn(runtime, from, (_ctx, tx) =>
      problemsAfter(tx, { importId: from.id, file: from.file, after, limit: pageRows }),
    )
    for (const { number, row, column, reason, cells } of page) {
      after = number
      yield { row, cells, problems: [{ column: column ?? '', reason }] }
    }
    if (page.length < pageRows) return
  }
}
