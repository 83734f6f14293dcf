import type { Runtime } from '../runtime.ts'

/** A hint that something of a workspace has a new version. */
export type Change = { workspaceId: string; id: string; noun: string; recordId: string; version: number }

/** How far back every reading goes: a change is seen when its transaction commits, which may be after a later one. */
export const overlapSeconds = 10
/** More than this in ten seconds (an import) and readers had better read everything again. */
export const mostChanges = 5_000

/** The changes of the last seconds in some workspaces, asked as the login that sees only such hints. */
export async function readChanges(
  runtime: Runtime,
  workspaceIds: readonly string[],
): Promise<{ changes: Change[]; more: boolean }> {
  const { rows } = await runtime.timerPool.query<{
    workspace_id: string
    id: string
    noun: string
    record_id: string
    version: number
  }>({
    name: 'read-changes',
    text: `SELECT workspace_id, id, noun, record_id, version FROM change
      WHERE at > app_now() + $2::bigint * interval '1 millisecond' - $3::int * interval '1 second' AND workspace_id = ANY ($1)
      ORDER BY at DESC LIMIT $4`,
    values: [workspaceIds, Math.trunc(runtime.clockOffsetMs), overlapSeconds, mostChanges + 1],
  })
  const changes = rows.slice(0, mostChanges).map((row) => ({
    workspaceId: row.workspace_id,
    id: row.id,
    noun: row.noun,
    recordId: row.record_id,
    version: row.version,
  }))
  return { changes: changes.reverse(), more: rows.length > mostChanges }
}
