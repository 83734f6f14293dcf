import { sql } from 'kysely'
import type { Instant } from '../../core/lib/instant.ts'
import type { Query } from '../../db/query.ts'
import { withTx } from '../../db/tx.ts'
import type { Runtime } from '../runtime.ts'

/** A delivery that was refused; `sentence` is for the person who set the connection up. */
export type Refusal = {
  workspaceId: string
  connectionId: string
  code: string
  sentence: string
  at: Instant
}

/** Counting stops here, as in the table. */
export const mostRefusals = 10_000
/** Between two writes for one connection: whatever comes in without a signature must not cost much. */
export const refusalRestMs = 5_000
const mostConnections = 1_000

type Page = {
  /** Refused since the last write. */
  unsaid: { refusal: Refusal; count: number } | null
  saving: Promise<void>
  resting: NodeJS.Timeout | undefined
}
const notebooks = new WeakMap<Runtime, Map<string, Page>>()

/**
 * Keeps the last refusal of a connection for its screen: the first at once, those that follow gathered, a write in
 * some seconds at most. Only for connections that exist, whose number is bounded; beyond that nothing is noted.
 */
export function noteRefusal(runtime: Runtime, refusal: Refusal): void {
  const notebook = notebooks.get(runtime) ?? new Map<string, Page>()
  notebooks.set(runtime, notebook)
  const key = keyOf(refusal)
  const page: Page = notebook.get(key) ?? { unsaid: null, saving: Promise.resolve(), resting: undefined }
  if (!notebook.has(key) && notebook.size >= mostConnections) return
  notebook.set(key, page)
  page.unsaid = { refusal, count: Math.min(mostRefusals, (page.unsaid?.count ?? 0) + 1) }
  if (page.resting === undefined) save(runtime, notebook, page)
}

/** An event was accepted: what was refused before it is of no interest any more. */
export function forgetRefusals(runtime: Runtime, at: { workspaceId: string; connectionId: string }): void {
  const page = notebooks.get(runtime)?.get(keyOf(at))
  if (page) page.unsaid = null
}

/** Writes what is gathered without waiting for its time: for a process that stops. */
export async function saveRefusals(runtime: Runtime): Promise<void> {
  const notebook = notebooks.get(runtime) ?? new Map<string, Page>()
  for (const page of notebook.values()) {
    if (page.unsaid) save(runtime, notebook, page)
  }
  await Promise.all([...notebook.values()].map((page) => page.saving))
}

function keyOf({ workspaceId, connectionId }: { workspaceId: string; connectionId: string }): string {
  return `${workspaceId}/${connectionId}`
}

function save(runtime: Runtime, notebook: Map<string, Page>, page: Page): void {
  const { unsaid } = page
  if (!unsaid) return
  page.unsaid = null
  clearTimeout(page.resting)
  page.resting = setTimeout(() => {
    page.resting = undefined
    if (page.unsaid) save(runtime, notebook, page)
    else notebook.delete(keyOf(unsaid.refusal))
  }, refusalRestMs).unref()
  page.saving = page.saving.then(() => write(runtime, unsaid.refusal, unsaid.count))
}

async function write(runtime: Runtime, refusal: Refusal, count: number): Promise<void> {
  const { workspaceId, connectionId } = refusal
  const options = { clockOffsetMs: runtime.clockOffsetMs }
  try {
    await withTx(runtime.pool, workspaceId, (tx) => tx.run(upsert(refusal, count)), options)
  } catch (error) {
    runtime.log.warn({ workspaceId, connectionId, error }, 'A refused delivery could not be noted')
  }
}

/** An event accepted since the refusal on record begins the count anew. */
function upsert({ workspaceId, connectionId, code, sentence, at }: Refusal, count: number): Query<unknown> {
  return sql`
    INSERT INTO connection_refusal AS r (workspace_id, connection_id, code, sentence, refused_at, refusals)
    SELECT c.workspace_id, c.id, ${code}, ${sentence}, ${at}::timestamptz, ${count}::integer FROM connection c
    WHERE c.workspace_id = ${workspaceId} AND c.id = ${connectionId} AND c.status <> 'removed'
    ON CONFLICT (workspace_id, connection_id) DO UPDATE SET
      code = excluded.code, sentence = excluded.sentence, refused_at = excluded.refused_at, version = r.version + 1,
      refusals = least(${mostRefusals}::integer, excluded.refusals + CASE WHEN EXISTS (
        SELECT FROM inbox i WHERE i.workspace_id = r.workspace_id AND i.connection_id = r.connection_id
          AND i.received_at >= r.refused_at) THEN 0 ELSE r.refusals END)`
}
