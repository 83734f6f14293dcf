import { type Change, overlapSeconds, readChanges } from '../../app/changes/read-changes.ts'
import type { Runtime } from '../../app/runtime.ts'
import { findLive } from '../../app/sessions/find-live.ts'

/** An open stream of one browser or program. */
export type Listener = {
  readonly workspaceId: string
  /** The session or key it came with: one stream each. */
  readonly credentialId: string
  readonly kind: 'session' | 'key'
  send(change: { noun: string; id: string; version: number }): void
  /** Tells the reader to read everything again: more happened than is worth telling one by one. */
  refresh(): void
  heartbeat(): void
  end(reason: 'replaced' | 'signed_out' | 'closing'): void
}

export type LiveHub = {
  add(listener: Listener): void
  remove(listener: Listener): void
  close(): void
  readonly size: number
}

/** Often enough that a stream ends within a second of its session. */
export const beatMs = 750
const heartbeatMs = 15_000

/** Follows the changes of all workspaces with an open stream, in one reading per beat for the whole process. */
export function liveHub(runtime: Runtime): LiveHub {
  const listeners = new Map<string, Listener>()
  const newcomers = new Set<Listener>()
  const seen = seenChanges()
  let timer: ReturnType<typeof setTimeout> | null = null
  let heartbeatAtMs = performance.now() + heartbeatMs

  const beat = async (): Promise<void> => {
    try {
      await endDead(runtime, listeners)
      await tell(runtime, { listeners, newcomers, seen })
    } catch (error) {
      // The database is away: readers keep their streams and miss nothing, since the next reading goes back ten seconds.
      runtime.log.warn({ reason: error instanceof Error ? error.message : 'unknown' }, 'Live updates wait')
    }
    if (performance.now() >= heartbeatAtMs) {
      heartbeatAtMs = performance.now() + heartbeatMs
      for (const listener of listeners.values()) listener.heartbeat()
    }
    timer = listeners.size > 0 ? setTimeout(() => void beat(), beatMs) : null
    if (timer === null) seen.clear()
  }

  return {
    add(listener) {
      listeners.get(listener.credentialId)?.end('replaced')
      listeners.set(listener.credentialId, listener)
      newcomers.add(listener)
      timer ??= setTimeout(() => void beat(), beatMs)
    },
    remove(listener) {
      newcomers.delete(listener)
      if (listeners.get(listener.credentialId) === listener) listeners.delete(listener.credentialId)
    },
    close() {
      if (timer) clearTimeout(timer)
      timer = null
      for (const listener of listeners.values()) listener.end('closing')
      listeners.clear()
    },
    get size() {
      return listeners.size
    },
  }
}

async function endDead(runtime: Runtime, listeners: ReadonlyMap<string, Listener>): Promise<void> {
  for (const [workspaceId, group] of Map.groupBy(listeners.values(), (l) => l.workspaceId)) {
    const ids = (kind: Listener['kind']): string[] =>
      group.filter((l) => l.kind === kind).map((l) => l.credentialId)
    const live = await findLive(runtime, workspaceId, { sessions: ids('session'), keys: ids('key') })
    for (const listener of group) if (!live.has(listener.credentialId)) listener.end('signed_out')
  }
}

async function tell(runtime: Runtime, { listeners, newcomers, seen }: Audience): Promise<void> {
  const byWorkspace = Map.groupBy(listeners.values(), (l) => l.workspaceId)
  if (byWorkspace.size === 0) return
  // Whoever came before this reading began is told everything in it: their page may be older than the last one.
  const came = new Set(newcomers)
  const { changes, more } = await readChanges(runtime, [...byWorkspace.keys()])
  const fresh = new Set(changes.filter((change) => seen.isNew(change)))
  seen.forgetOld()
  for (const listener of came) newcomers.delete(listener)
  for (const [workspaceId, group] of byWorkspace) {
    const here = changes.filter((change) => change.workspaceId === workspaceId)
    const freshHere = here.filter((change) => fresh.has(change))
    for (const listener of group) {
      if (more && freshHere.length > 0) listener.refresh()
      else for (const change of came.has(listener) ? here : freshHere) listener.send(hint(change))
    }
  }
}

function hint({ noun, recordId, version }: Change): { noun: string; id: string; version: number } {
  return { noun, id: recordId, version }
}

type Audience = { listeners: ReadonlyMap<string, Listener>; newcomers: Set<Listener>; seen: SeenChanges }

type SeenChanges = { isNew(change: Change): boolean; forgetOld(): void; clear(): void }

/** Which changes were told already; each reading sees those of the last ten seconds again. */
function seenChanges(): SeenChanges {
  const seenAtMs = new Map<string, number>()
  return {
    isNew({ id }) {
      const known = seenAtMs.has(id)
      // Set anew even when known, so that the map stays in the order of the latest sight.
      seenAtMs.delete(id)
      seenAtMs.set(id, performance.now())
      return !known
    },
    forgetOld() {
      const before = performance.now() - 3 * overlapSeconds * 1_000
      for (const [id, atMs] of seenAtMs) {
        if (atMs >= before) break
        seenAtMs.delete(id)
      }
    },
    clear: () => seenAtMs.clear(),
  }
}
