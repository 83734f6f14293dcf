import type { SourceConfig } from '../../connectors/kit/deal-source.ts'
import type { SigningSecrets } from '../../connectors/kit/signature.ts'
import type { Instant } from '../../core/lib/instant.ts'
import { qb } from '../../db/query.ts'
import { startStopwatch } from '../../db/stopwatch.ts'
import { withTx } from '../../db/tx.ts'
import { asSourceConfig, findConnection } from '../connections/connection-row.ts'
import { openSecrets } from '../connections/connection-secrets.ts'
import type { Runtime } from '../runtime.ts'

/** What must be known of a connection to judge an event and to handle it. */
export type KnownConnection = {
  id: string
  version: number
  status: 'active' | 'paused'
  liveFrom: Instant | null
  config: SourceConfig
  /** NULL where they cannot be opened: then the connection is not fit for use. */
  secrets: SigningSecrets | null
  /** The database's time, carried on by this process's own clock, which never jumps. */
  now(): Instant
}

type Kept = { known: Promise<KnownConnection | null>; ageMs: () => number; clockOffsetMs: number }
const kept = new WeakMap<Runtime, Map<string, Kept>>()
const keptForMs = 1_000
const mostKept = 1_000

/**
 * A connection by the ids of its address, at most a second old, or as it is now. NULL where there is none, also
 * where it was removed or belongs to another workspace.
 */
export async function knownConnection(
  runtime: Runtime,
  at: { workspaceId: string; connectionId: string },
  how: { fresh: boolean } = { fresh: false },
): Promise<KnownConnection | null> {
  const all = kept.get(runtime) ?? new Map<string, Kept>()
  kept.set(runtime, all)
  const key = `${at.workspaceId}/${at.connectionId}`
  const entry = all.get(key)
  const { clockOffsetMs } = runtime
  const isGood = entry && entry.ageMs() < keptForMs && entry.clockOffsetMs === clockOffsetMs
  if (isGood && !how.fresh) return entry.known
  const known = load(runtime, at)
  if (all.size >= mostKept) all.clear()
  all.set(key, { known, ageMs: startStopwatch(), clockOffsetMs })
  try {
    const found = await known
    if (!found) all.delete(key)
    return found
  } catch (error) {
    all.delete(key)
    throw error
  }
}

async function load(
  runtime: Runtime,
  { workspaceId, connectionId }: { workspaceId: string; connectionId: string },
): Promise<KnownConnection | null> {
  const options = { readOnly: true, clockOffsetMs: runtime.clockOffsetMs }
  return withTx(
    runtime.hookPool,
    workspaceId,
    async (tx) => {
      const row = await findConnection(tx, connectionId)
      if (!row || row.kind !== 'webhook' || row.status === 'removed' || (await isClosed(tx))) return null
      const sinceMs = startStopwatch()
      return {
        id: row.id,
        version: row.version,
        status: row.status === 'paused' ? 'paused' : 'active',
        liveFrom: row.live_from,
        config: asSourceConfig(row.config),
        secrets: openSecrets(runtime.connectors, row),
        now: () => new Date(Date.parse(tx.now) + sinceMs()).toISOString(),
      }
    },
    options,
  )
}

/** A suspended workspace takes nothing in. */
async function isClosed(tx: Parameters<Parameters<typeof withTx>[2]>[0]): Promise<boolean> {
  const workspace = await tx.maybe(
    qb.selectFrom('workspace').select('suspended_at').where('id', '=', tx.workspaceId),
  )
  return workspace === undefined || workspace.suspended_at !== null
}
