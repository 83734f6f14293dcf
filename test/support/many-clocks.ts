import { sql } from 'kysely'
import { compiledFor, ownerCalendar } from '../../src/app/handoffs/step-timing.ts'
import { loadDirectory } from '../../src/app/people/directory.ts'
import { effectivePlaybook } from '../../src/app/playbooks/current-playbook.ts'
import { type EscalationMoment, escalationMoments } from '../../src/core/clock/escalation-moments.ts'
import type { Instant } from '../../src/core/lib/instant.ts'
import type { Playbook } from '../../src/core/playbook/playbook.ts'
import { insertMany } from '../../src/db/insert-many.ts'
import { newId } from '../../src/db/new-id.ts'
import type { TestWorkspace } from './workspace.ts'

export type NewClock = { tier: string; ownerId: string; anchorAt: Instant }
/** A handoff with one running step, and when it would climb which rung. */
export type MadeClock = NewClock & {
  handoffId: string
  stepId: string
  moments: readonly EscalationMoment[]
}

/** Handoffs with one first contact each, due a business day after its anchor, written straight into the tables. */
export async function makeClocks(space: TestWorkspace, wanted: readonly NewClock[]): Promise<MadeClock[]> {
  return space.within(async (tx) => {
    const [directory, version] = await Promise.all([loadDirectory(tx), effectivePlaybook(tx)])
    const made = wanted.map(
      (clock, i): MadeClock => ({
        ...clock,
        handoffId: newId('hnd', Date.parse(tx.now) + i),
        stepId: newId('stp', Date.parse(tx.now) + i),
        moments: momentsOf(clock, { directory, playbook: version.playbook, now: tx.now }),
      }),
    )
    const deals = made.map(() => newId('del'))
    const workspace_id = tx.workspaceId
    await tx.run(
      insertMany(
        'deal',
        made.map((clock, i) => ({
          workspace_id,
          id: deals[i] ?? '',
          name: `Customer ${i}`,
          stage_kind: 'won',
          won_at: clock.anchorAt,
          products: [],
          fields: {},
          is_history: false,
          created_at: tx.now,
          version: 1,
        })),
      ),
    )
    await tx.run(
      insertMany(
        'handoff',
        made.map((clock, i) => ({
          workspace_id,
          id: clock.handoffId,
          deal_id: deals[i] ?? '',
          cycle: 1,
          playbook_version_id: version.id,
          tier: clock.tier,
          tier_reason: 'test',
          status: 'open',
          won_at: clock.anchorAt,
          opened_at: clock.anchorAt,
          csm_id: clock.ownerId,
          csm_assigned_at: clock.anchorAt,
          routing: {},
          accepted_with_gaps: false,
          returned_count: 0,
          closed_dirty: false,
          is_history: false,
          completeness: 0,
          missing_count: 0,
          version: 1,
        })),
      ),
    )
    await tx.run(
      insertMany(
        'step',
        made.map((clock) => ({
          workspace_id,
          id: clock.stepId,
          handoff_id: clock.handoffId,
          template_id: 'first_touch',
          round: 1,
          position: 1,
          title: 'Make the first contact',
          owner_role: 'csm',
          owner_id: clock.ownerId,
          status: 'open',
          anchor_at: clock.anchorAt,
          duration: { business_days: 1 },
          pauses: [],
          due_at: clock.moments.find((m) => m.rungId === 'due')?.at ?? clock.anchorAt,
          version: 1,
        })),
      ),
    )
    await tx.run(
      insertMany(
        'timer',
        made.map((clock) => ({
          workspace_id,
          id: newId('tmr'),
          kind: 'step',
          handoff_id: clock.handoffId,
          step_id: clock.stepId,
          rung: clock.moments[0]?.rungId ?? null,
          due_at: clock.moments[0]?.at ?? clock.anchorAt,
        })),
      ),
    )
    return made
  })
}

function momentsOf(
  clock: NewClock,
  {
    directory,
    playbook,
    now,
  }: { directory: Awaited<ReturnType<typeof loadDirectory>>; playbook: Playbook; now: Instant },
): readonly EscalationMoment[] {
  const calendar = compiledFor(ownerCalendar(directory, clock.ownerId), { from: clock.anchorAt, to: now })
  const digestOnly = playbook.tiers.find((t) => t.id === clock.tier)?.digest_only === true
  const rungs = playbook.escalation.filter((r) => !digestOnly || r.to === 'owner' || r.to === 'owner_manager')
  return escalationMoments(
    calendar,
    { anchorAt: clock.anchorAt, duration: { business_days: 1 }, pauses: [] },
    { rungs, tier: clock.tier },
  )
}

export type FiredTimer = { step_id: string; due_at: Instant; done_at: Instant; rung: string }

/** Every clock's timer that has fired, in the order of firing. */
export async function firedTimers(space: TestWorkspace): Promise<FiredTimer[]> {
  return space.within((tx) =>
    tx.many(sql<FiredTimer>`
      SELECT step_id, due_at, done_at, rung FROM timer
      WHERE workspace_id = ${tx.workspaceId} AND kind = 'step' AND done_at IS NOT NULL ORDER BY done_at, due_at, id`),
  )
}
