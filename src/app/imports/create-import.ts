import { insertMany } from '../../db/insert-many.ts'
import { qb } from '../../db/query.ts'
import { actingMemberId } from '../context.ts'
import type { Verb } from '../verbs.ts'
import { checkFiles } from './check-files.ts'
import { importView, lockImport, newProgress } from './import-row.ts'

/** Begins an import by naming its files; their bytes are uploaded one by one. */
export const createImport: Verb<'import.create'> = (ctx, { files }) =>
  ctx.inTransaction(async (tx) => {
    await checkFiles(tx, files)
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
