import { type RungRecipient, rungRecipient } from '../../core/handoff/rung-recipient.ts'
import type { Instant } from '../../core/lib/instant.ts'
import type { EscalationRung, Playbook } from '../../core/playbook/playbook.ts'
import type { EscalationRow } from '../escalations/escalation-row.ts'
import type { StepRow } from '../handoffs/step-row.ts'
import type { NamedHandoff } from '../notifications/about-handoff.ts'
import type { Directory } from '../people/directory.ts'
import { reachDirectory } from '../people/reach-directory.ts'
import type { Reached } from './judge-clock.ts'
import type { DueClock } from './take-due.ts'

/** A step and the rungs it has reached at once; several after an outage. */
export type Climbed = { clock: DueClock; reached: readonly Reached[] }

/** What one person is told about one handoff: all its steps in one message, at the highest rung reached. */
export type Telling = {
  memberId: string
  handoff: NamedHandoff
  rung: EscalationRung
  steps: readonly StepRow[]
  /** People meant first, who cannot be reached. */
  insteadOf: readonly string[]
  /** Not at once, whatever was chosen. */
  inDigest: boolean
  firstDueAt: Instant
  /** When the latest of its rungs was reached. */
  reachedAt: Instant
}

/** What becomes of the handoff's escalation. */
export type Raise = {
  rung: EscalationRung
  raisedTo: RungRecipient
  stepIds: readonly string[]
}

export type HandoffClimb = {
  handoff: NamedHandoff
  playbook: Playbook
  ladder: readonly EscalationRung[]
  tellings: readonly Telling[]
  raise: Raise | null
}

type Hit = Reached & { climbed: Climbed; recipient: RungRecipient }

/**
 * Who is told what when steps of one handoff reach rungs of the ladder: each person once, about all of them. Late
 * steps of one handoff are one escalation; what is added to one that already went as high comes in the digest.
 */
export function climbOf(
  climbed: readonly [Climbed, ...Climbed[]],
  { directory, open, now }: { directory: Directory; open: EscalationRow | null; now: Instant },
): HandoffClimb {
  const [{ clock }] = climbed
  const { handoff, playbook } = clock
  const hits = climbed.flatMap((one) =>
    one.reached.flatMap(({ rung, at }): Hit[] => {
      const recipient = recipientOf(one.clock, { rung, directory, now })
      return recipient ? [{ climbed: one, rung, at, recipient }] : []
    }),
  )
  const level = (rung: EscalationRung): number => playbook.escalation.findIndex((r) => r.id === rung.id)
  const openLevel = open ? playbook.escalation.findIndex((r) => r.id === open.rung) : -1
  const tellings = [...Map.groupBy(hits, (hit) => hit.recipient.memberId).values()].map((own) =>
    tellingOf(own, { level, openLevel }),
  )
  const late = hits.filter((hit) => hit.rung.to !== 'owner')
  const top = late.length > 0 ? highest(late, level) : null
  return {
    handoff,
    playbook,
    ladder: playbook.escalation,
    tellings,
    raise: top
      ? { rung: top.rung, raisedTo: top.recipient, stepIds: stepsOf(late).map((step) => step.id) }
      : null,
  }
}

function tellingOf(
  own: readonly Hit[],
  { level, openLevel }: { level: (rung: EscalationRung) => number; openLevel: number },
): Telling {
  const top = highest(own, level)
  const { handoff, playbook } = top.climbed.clock
  const isLate = top.rung.to !== 'owner'
  const quiet = isLate && (isDigestOnly(playbook, handoff.tier) || level(top.rung) <= openLevel)
  return {
    memberId: top.recipient.memberId,
    handoff,
    rung: top.rung,
    steps: stepsOf(own),
    insteadOf: [...new Set(own.flatMap((hit) => hit.recipient.insteadOf ?? []))],
    inDigest: quiet || top.rung.digest === true,
    firstDueAt: own.map((hit) => hit.climbed.clock.dueAt).reduce((a, b) => (a < b ? a : b)),
    reachedAt: own.map((hit) => hit.at).reduce((a, b) => (a > b ? a : b)),
  }
}

function recipientOf(
  { step, handoff, playbook }: DueClock,
  { rung, directory, now }: { rung: EscalationRung; directory: Directory; now: Instant },
): RungRecipient | null {
  const owner = directory.members.get(step.owner_id)
  // Whoever was never invited has nobody standing in: their manager hears of it when it is late.
  if (rung.to === 'owner' && owner?.status === 'known') return null
  return rungRecipient({
    target: rung.to,
    ownerId: step.owner_id,
    ownerRole: step.owner_role,
    roles: playbook.roles,
    directory: reachDirectory(directory, { aeId: handoff.ae_id, csmId: handoff.csm_id, now }),
  })
}

function highest(hits: readonly Hit[], level: (rung: EscalationRung) => number): Hit {
  return hits.reduce((a, b) => (level(b.rung) > level(a.rung) ? b : a))
}

/** The steps, each once, in the order they were due. */
function stepsOf(hits: readonly Hit[]): StepRow[] {
  const steps = new Map(hits.map((hit) => [hit.climbed.clock.step.id, hit.climbed.clock.step]))
  return [...steps.values()].sort((a, b) => ((a.due_at ?? '') + a.id < (b.due_at ?? '') + b.id ? -1 : 1))
}

function isDigestOnly(playbook: Playbook, tierId: string): boolean {
  return playbook.tiers.find((tier) => tier.id === tierId)?.digest_only === true
}
