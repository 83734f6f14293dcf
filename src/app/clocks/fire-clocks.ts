import { sql } from 'kysely'
import type { Ctx } from '../context.ts'
import { openEscalations, raiseEscalations } from '../escalations/raise-escalations.ts'
import { type Message, notify } from '../notifications/notify.ts'
import { places } from '../notifications/places.ts'
import type { OperationTx } from '../operation-tx.ts'
import { type Directory, loadDirectory } from '../people/directory.ts'
import { loadWorkspace } from '../workspaces/workspace-row.ts'
import { clockEvent, clockWords } from './clock-words.ts'
import { type Judged, judgeClock } from './judge-clock.ts'
import { type DueClock, takeDue } from './take-due.ts'
import { type Climbed, climbOf, type HandoffClimb, type Telling } from './tellings.ts'
import { type Fired, type Unfired, writeClimbs } from './write-climbs.ts'

/** A clock that cannot be read (its owner's calendar is unusable, say) is looked at again after this long. */
const brokenAgainMs = 15 * 60_000

/**
 * Fires clocks that are due: reminds, escalates, and sets each one's next timer, all in this transaction, so that it
 * happens exactly once however many processes try and whenever one of them dies. Answers with the timers that are gone.
 */
export async function fireClocks(
  ctx: Ctx,
  tx: OperationTx,
  which: { timerId: string } | { most: number },
): Promise<readonly string[]> {
  const due = await takeDue(tx, which)
  if (due.length === 0) return []
  const directory = await loadDirectory(tx)
  const { climbed, fired, unfired, broken } = sortOut(ctx, due, { directory, now: tx.now })
  const open = await openEscalations(tx, [...new Set(climbed.map((c) => c.clock.handoff.id))])
  const climbs = [...Map.groupBy(climbed, (c) => c.clock.handoff.id).values()].flatMap(([first, ...rest]) =>
    first
      ? [
          climbOf([first, ...rest], {
            directory,
            open: open.get(first.clock.handoff.id) ?? null,
            now: tx.now,
          }),
        ]
      : [],
  )
  await writeClimbs(ctx, tx, { fired, unfired })
  await postpone(
    tx,
    broken.map((clock) => clock.timerId),
  )
  await raiseEscalations(ctx, tx, { climbs, open, directory })
  recordStandIns(tx, climbs, directory)
  const { currency } = await loadWorkspace(tx)
  await notify(ctx, tx, messagesOf(climbs, { directory, currency, now: tx.now }))
  return [...fired, ...unfired].map(({ clock }) => clock.timerId)
}

type Sorted = { climbed: Climbed[]; fired: Fired[]; unfired: Unfired[]; broken: DueClock[] }

function sortOut(ctx: Ctx, due: readonly DueClock[], at: { directory: Directory; now: string }): Sorted {
  const sorted: Sorted = { climbed: [], fired: [], unfired: [], broken: [] }
  for (const clock of due) {
    const judged = tryToJudge(ctx, clock, at)
    if (judged === null) sorted.broken.push(clock)
    else if (judged.kind === 'stopped') sorted.unfired.push({ clock, next: null })
    else if (judged.kind === 'not_yet') sorted.unfired.push({ clock, next: judged.next })
    else {
      sorted.climbed.push({ clock, reached: judged.reached })
      sorted.fired.push({ clock, firedUntil: judged.firedUntil, next: judged.next })
    }
  }
  return sorted
}

/** One clock that cannot be read must not stop the others. */
function tryToJudge(ctx: Ctx, clock: DueClock, at: { directory: Directory; now: string }): Judged | null {
  try {
    return judgeClock(clock, at)
  } catch (error) {
    ctx.log.error(
      { workspaceId: ctx.workspaceId, stepId: clock.step.id, error: String(error) },
      'A clock cannot be read; it is looked at again in 15 minutes',
    )
    return null
  }
}

/** Puts timers off, so that what cannot be done now does not stand in the way of the rest. */
export async function postpone(tx: OperationTx, timerIds: readonly string[]): Promise<void> {
  if (timerIds.length === 0) return
  await tx.run(sql`
    UPDATE timer SET due_at = ${tx.now}::timestamptz + ${brokenAgainMs} * interval '1 millisecond'
    WHERE workspace_id = ${tx.workspaceId} AND id = ANY (${[...timerIds]}::text[]) AND done_at IS NULL`)
}

/** Whoever is reminded in an owner's place is named in the timeline. */
function recordStandIns(tx: OperationTx, climbs: readonly HandoffClimb[], directory: Directory): void {
  const name = (id: string): string => directory.members.get(id)?.name ?? 'somebody who is no longer here'
  for (const { handoff, tellings } of climbs) {
    for (const { rung, insteadOf, memberId, steps } of tellings) {
      if (rung.to !== 'owner' || insteadOf.length === 0) continue
      for (const step of steps)
        tx.record('step.remind', {
          noun: 'step',
          id: step.id,
          dealId: handoff.deal_id,
          reason: `${step.title}: ${name(memberId)} was reminded, because ${insteadOf.map(name).join(', ')} cannot be reached just now.`,
        })
    }
  }
}

function messagesOf(
  climbs: readonly HandoffClimb[],
  about: { directory: Directory; currency: string; now: string },
): Message[] {
  return climbs
    .flatMap(({ tellings, playbook }) => tellings.map((telling) => ({ telling, playbook })))
    .sort((a, b) => (a.telling.firstDueAt < b.telling.firstDueAt ? -1 : 1))
    .map(({ telling, playbook }) => messageOf(telling, { playbook, ...about }))
}

function messageOf(telling: Telling, about: Omit<Parameters<typeof clockWords>[0], 'telling'>): Message {
  return {
    event: clockEvent(telling),
    to: [telling.memberId],
    actorId: null,
    handoffId: telling.handoff.id,
    aroseAt: telling.reachedAt,
    path: places.handoff(telling.handoff.id, 'steps'),
    words: (reader) => clockWords({ telling, ...about }, reader),
    ...(telling.inDigest ? { most: 'digest' as const } : {}),
  }
}
