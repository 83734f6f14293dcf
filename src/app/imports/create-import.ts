import { sql } from 'kysely'
import { insertMany } from '../../db/insert-many.ts'
import { qb } from '../../db/query.ts'
import { actingMemberId } from '../context.ts'
import { invalid, refused } from '../errors.ts'
import type { OperationTx } from '../operation-tx.ts'
import type { Verb } from '../verbs.ts'
import { importView, lockImport, newProgress } from './import-row.ts'
import { fileBytes, workspaceBytes } from './upload-limits.ts'

/** Begins an import by naming its files; their bytes are uploaded one by one. */
export const createImport: Verb<'import.create'> = (ctx, { files }) =>
  ctx.inTransaction(async (tx) => {
    refuseTwins(files.map((file) => file.name))
    await refuseTooMuch(tx, files)
    const id = ctx.newId('imp')
    await tx.run(
      qb.insertInto('import').values({
        workspace_id: tx.workspaceId,
        id,
        connection_id: null,
        status: files.every((file) => file.size === 0) ? 'ready' : 'uploading',
        mapping: null,
        profile: null,
        plan: null,
        progress: JSON.stringify(newProgress(null)),
        error: null,
        created_by: actingMemberId(ctx.actor),
        created_at: tx.now,
        started_at: null,
        ended_at: null,
      }),
    )
    const rows = files.map(({ name, size }, i) => ({
      workspace_id: tx.workspaceId,
      import_id: id,
      number: i + 1,
      name,
      size,
    }))
    await tx.run(insertMany('import_file', rows))
    tx.record('import.create', {
      noun: 'import',
      id,
      after: { files: files.map((file) => file.name) },
      version: 1,
    })
    return importView(tx, await lockImport(tx, id))
  })

/** A mapping knows files by their names, so two of one name could not be told apart. */
function refuseTwins(names: readonly string[]): void {
  const twin = names.find((name, i) => names.indexOf(name) !== i)
  if (twin === undefined) return
  throw invalid(`Two files are named "${twin}"; expected each name once.`, [
    { path: 'files', message: 'expected each name once' },
  ])
}

async function refuseTooMuch(
  tx: OperationTx,
  files: readonly { name: string; size: number }[],
): Promise<void> {
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
