import { sql } from 'kysely'
import type { Actor } from '../context.ts'
import { type ClaimedJob, claimJob, failJob, finishJob, nextTry, renewJob } from '../queue/claim.ts'
import type { Runtime } from '../runtime.ts'
import { workIn } from '../work-in.ts'
import { runImport } from './run/run-import.ts'

type Place = { workspaceId: string; actor: Actor; requestId: string }

/**
 * Runs a started import in this process, as a worker would, and by the same claim: false where a worker has taken it
 * already. A process that is killed in the middle leaves it to the next worker.
 */
export async function runImportHere(
  runtime: Runtime,
  of: { workspaceId: string; importId: string },
): Promise<boolean> {
  const place: Place = {
    workspaceId: of.workspaceId,
    actor: { kind: 'system', job: 'run-import' },
    requestId: of.importId,
  }
  const claimed = await claim(runtime, place, of.importId)
  if (!claimed) return false
  let lost = false
  try {
    await runImport(
      {
        stopping: () => lost,
        ctxIn: (work) =>
          workIn(runtime, { ...place, aroseAt: claimed.aroseAt }, async (ctx, tx) => {
            if (!(await renewJob(tx, claimed))) {
              lost = true
              throw new Error('another worker took this import over')
            }
            return work(ctx, tx)
          }),
      },
      of.importId,
    )
    await workIn(runtime, place, (_ctx, tx) => finishJob(tx, claimed))
  } catch (error) {
    const told = error instanceof Error ? error.message : String(error)
    await workIn(runtime, place, (_ctx, tx) =>
      failJob(tx, claimed, { error: told.slice(0, 1_000), again: nextTry(tx.now, claimed.attempts, 50) }),
    )
    throw error
  }
  return true
}

async function claim(runtime: Runtime, place: Place, importId: string): Promise<ClaimedJob | null> {
  const row = await workIn(runtime, place, (_ctx, tx) =>
    tx.maybe(
      sql<{
        id: string
      }>`SELECT id FROM outbox WHERE workspace_id = ${tx.workspaceId} AND job = 'run-import' AND status = 'pending' AND payload ->> 'importId' = ${importId} ORDER BY id DESC LIMIT 1`,
    ),
  )
  return row ? claimJob(runtime, { workspaceId: place.workspaceId, id: row.id }) : null
}
