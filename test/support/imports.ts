import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Actor } from '../../src/app/context.ts'
import type { ImportJob } from '../../src/app/imports/run/import-run.ts'
import { runImport } from '../../src/app/imports/run/run-import.ts'
import { storeUpload } from '../../src/app/imports/store-upload.ts'
import type { Runtime } from '../../src/app/runtime.ts'
import { workIn } from '../../src/app/work-in.ts'
import type { Input, Output } from '../../src/contract/operations.ts'
import { newId } from '../../src/db/new-id.ts'
import type { TestWorkspace } from './workspace.ts'

export type TestFile = { name: string; bytes: Uint8Array }

export function textFile(name: string, text: string): TestFile {
  return { name, bytes: Buffer.from(text) }
}

/** Every table of a folder of the shared data. */
export function filesIn(folder: string): TestFile[] {
  return readdirSync(folder)
    .filter((name) => /\.(csv|json)$/.test(name))
    .sort()
    .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }))
}

type Shown = Output<'import.show'>
type Planned = Output<'import.plan'>

/** Begins an import and brings its files in, as the upload of the web app does. */
export async function upload(
  runtime: Runtime,
  space: TestWorkspace,
  files: readonly TestFile[],
  actor: Actor = space.admin,
): Promise<Shown> {
  const named = files.map(({ name, bytes }) => ({ name, size: bytes.length }))
  const { id } = await space.run('import.create', { files: named }, actor)
  for (const [i, file] of files.entries()) {
    await storeUpload(runtime, {
      workspaceId: space.id,
      actor,
      requestId: newId('req'),
      id,
      number: i + 1,
      from: 0,
      length: file.bytes.length,
      bytes: inPieces(file.bytes),
    })
  }
  return space.run('import.show', { id }, actor)
}

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 100_000) yield bytes.subarray(at, at + 100_000)
}

export async function plan(
  space: TestWorkspace,
  it: { id: string; version: number },
  how: Omit<Input<'import.plan'>, 'id' | 'version'> = {},
): Promise<Planned> {
  return space.run('import.plan', { id: it.id, version: it.version, ...how })
}

/** Starts a planned import and runs it to its end, as the worker does. */
export async function startAndRun(runtime: Runtime, space: TestWorkspace, planned: Planned): Promise<Shown> {
  const confirm = planned.plan.consequences
  await space.run('import.start', {
    id: planned.id,
    version: planned.version,
    ...(confirm && { confirmHandoffs: confirm.handoffs }),
  })
  await runImport(jobOf(runtime, space), planned.id)
  return space.run('import.show', { id: planned.id })
}

/** What the queue gives a long job; `afterTx` sees every transaction end. */
export function jobOf(
  runtime: Runtime,
  space: TestWorkspace,
  afterTx: (n: number) => void = () => undefined,
): ImportJob {
  let n = 0
  let stopped = false
  const place = {
    workspaceId: space.id,
    actor: { kind: 'system', job: 'run-import' } as const,
    requestId: newId('req'),
  }
  return {
    stopping: () => stopped,
    async ctxIn(work) {
      const result = await workIn(runtime, place, work)
      try {
        afterTx(++n)
      } catch (error) {
        stopped = true
        throw error
      }
      return result
    },
  }
}
