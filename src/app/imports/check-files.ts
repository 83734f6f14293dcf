import { sql } from 'kysely'
import { invalid, refused } from '../errors.ts'
import type { OperationTx } from '../operation-tx.ts'
import { fileBytes, workspaceBytes } from './upload-limits.ts'

type Named = { name: string; size: number }

/** Refuses files that could not be told apart, or for which there is no room. */
export async function checkFiles(tx: OperationTx, files: readonly Named[]): Promise<void> {
  refuseTwins(files.map((file) => file.name))
  await refuseTooMuch(tx, files)
}

/** A mapping knows files by their names, so two of one name could not be told apart. */
function refuseTwins(names: readonly string[]): void {
  const twin = names.find((name, i) => names.indexOf(name) !== i)
  if (twin === undefined) return
  throw invalid(`Two files are named "${twin}"; expected each name once.`, [
    { path: 'files', message: 'expected each name once' },
  ])
}

async function refuseTooMuch(tx: OperationTx, files: readonly Named[]): Promise<void> {
  const large = files.find((file) => file.size > fileBytes)
  if (large) {
    throw refused(
      'file_too_large',
      `${large.name} has ${megabytes(large.size)} MB; at most ${megabytes(fileBytes)} are taken. Split it.`,
    )
  }
  const { held } = await tx.one(sql<{
    held: number
  }>`SELECT coalesce(sum(f.size), 0)::bigint AS held FROM import_file f
    WHERE f.workspace_id = ${tx.workspaceId} AND EXISTS (SELECT 1 FROM import i WHERE i.workspace_id = f.workspace_id AND i.id = f.import_id AND i.status <> 'done')`)
  const wanted = files.reduce((sum, file) => sum + file.size, 0)
  if (held + wanted <= workspaceBytes) return
  const room = megabytes(Math.max(0, workspaceBytes - held))
  throw refused(
    'import_space_used',
    `Unfinished imports hold ${megabytes(held)} MB; there is room for ${room} MB more. Finish one first.`,
  )
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1_000_000)
}
