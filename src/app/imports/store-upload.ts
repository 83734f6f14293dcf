import { sql } from 'kysely'
import type { Output } from '../../contract/operations.ts'
import { qb } from '../../db/query.ts'
import type { Actor } from '../context.ts'
import { AppError, invalid, notFound, refused } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { workIn } from '../work-in.ts'
import { changeImport, importView, lockImport } from './import-row.ts'
import { chunkBytes, uploadsAtOnce } from './upload-limits.ts'

export type Upload = {
  workspaceId: string
  actor: Actor
  requestId: string
  id: string
  number: number
  /** Where the bytes begin in the file; a multiple of `chunkBytes`, and not behind what is there. */
  from: number
  /** Bytes that will come, where the sender said so. */
  length: number | null
  bytes: AsyncIterable<Uint8Array>
}

const running = new Map<string, number>()

/**
 * Stores a file, or the rest of one, piece by piece as it comes: each piece in its own transaction, so that a broken
 * upload goes on where it stopped. Nothing touches the disk but the database. A file can be sent again until the run.
 */
export async function storeUpload(runtime: Runtime, upload: Upload): Promise<Output<'import.upload'>> {
  const { workspaceId } = upload
  const busy = running.get(workspaceId) ?? 0
  if (busy >= uploadsAtOnce) {
    throw new AppError('too_many', 'too_many_uploads', `At most ${uploadsAtOnce} files are taken at once.`, {
      retryAfterSeconds: 2,
    })
  }
  running.set(workspaceId, busy + 1)
  try {
    await begin(runtime, upload)
    await storePieces(runtime, upload)
    return await finish(runtime, upload)
  } finally {
    const left = (running.get(workspaceId) ?? 1) - 1
    if (left > 0) running.set(workspaceId, left)
    else running.delete(workspaceId)
  }
}

type State = { size: number; uploaded: number }

async function fileState(tx: Parameters<Parameters<typeof workIn>[2]>[1], upload: Upload): Promise<State> {
  const state = await tx.maybe(sql<State>`
    SELECT size, coalesce((SELECT sum(octet_length(bytes))::bigint FROM import_chunk c WHERE c.workspace_id = f.workspace_id AND c.import_id = f.import_id AND c.file_number = f.number), 0) AS uploaded
    FROM import_file f WHERE workspace_id = ${tx.workspaceId} AND import_id = ${upload.id} AND number = ${upload.number}`)
  if (!state) throw notFound('file_of_this_import')
  return state
}

/** Refuses what cannot fit before a byte is read, and drops what is sent anew. */
async function begin(runtime: Runtime, upload: Upload): Promise<void> {
  await workIn(runtime, upload, async (ctx, tx) => {
    const row = await lockImport(tx, upload.id)
    if (row.status === 'running')
      throw refused('import_running', 'This import is running; its files cannot change now.')
    if (row.status === 'done') throw refused('import_done', 'This import is done. Begin another one.')
    const { size, uploaded } = await fileState(tx, upload)
    if (upload.from % chunkBytes !== 0 || upload.from > uploaded)
      throw invalid(
        `Go on at byte ${Math.floor(uploaded / chunkBytes) * chunkBytes}; ${upload.from} is not where this file can go on.`,
      )
    if (upload.length !== null && upload.from + upload.length > size) throw tooLong(size)
    await tx.run(
      sql`DELETE FROM import_chunk WHERE workspace_id = ${tx.workspaceId} AND import_id = ${upload.id} AND file_number = ${upload.number} AND number > ${upload.from / chunkBytes}`,
    )
    await changeImport(ctx, tx, {
      id: row.id,
      version: row.version,
      change: { status: 'uploading', profile: null, plan: null },
    })
  })
}

async function storePieces(runtime: Runtime, upload: Upload): Promise<void> {
  let piece = upload.from / chunkBytes + 1
  let at = upload.from
  let held: Uint8Array[] = []
  let heldBytes = 0
  const store = async (bytes: Uint8Array): Promise<void> => {
    await workIn(runtime, upload, async (_ctx, tx) => {
      const row = await lockImport(tx, upload.id)
      if (row.status !== 'uploading')
        throw refused('import_not_uploading', 'This import takes no files any more.')
      const { size } = await fileState(tx, upload)
      if (at + bytes.length > size) throw tooLong(size)
      const place = { workspace_id: tx.workspaceId, import_id: upload.id, file_number: upload.number }
      await tx.run(
        qb
          .insertInto('import_chunk')
          .values({ ...place, number: piece, bytes: Buffer.from(bytes) })
          .onConflict((c) =>
            c
              .columns(['workspace_id', 'import_id', 'file_number', 'number'])
              .doUpdateSet({ bytes: (e) => e.ref('excluded.bytes') }),
          ),
      )
    })
    at += bytes.length
    piece++
  }
  for await (const some of upload.bytes) {
    held.push(some)
    heldBytes += some.length
    if (heldBytes < chunkBytes) continue
    const all = Buffer.concat(held)
    let taken = 0
    for (; all.length - taken >= chunkBytes; taken += chunkBytes)
      await store(all.subarray(taken, taken + chunkBytes))
    held = [all.subarray(taken)]
    heldBytes = all.length - taken
  }
  if (heldBytes > 0) await store(Buffer.concat(held))
}

async function finish(runtime: Runtime, upload: Upload): Promise<Output<'import.upload'>> {
  return workIn(runtime, upload, async (ctx, tx) => {
    const row = await lockImport(tx, upload.id)
    const view = await importView(tx, row)
    if (row.status !== 'uploading' || !view.files.every((file) => file.uploaded === file.size)) return view
    await changeImport(ctx, tx, { id: row.id, version: row.version, change: { status: 'ready' } })
    tx.record('import.upload', {
      noun: 'import',
      id: row.id,
      after: { files: view.files.map((file) => file.name) },
    })
    return importView(tx, await lockImport(tx, row.id))
  })
}

function tooLong(size: number): AppError {
  return new AppError(
    'invalid',
    'file_too_long',
    `More bytes came than the ${size} this file was announced with.`,
  )
}
