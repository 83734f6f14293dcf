import { z } from 'zod'
import { escalationTargets, facts, matchKeys, recurring, sides } from '../../core/playbook/playbook.ts'
import { condition } from './condition.ts'
import { duration } from './duration.ts'
import { id, prose, title } from './words.ts'

export const role = z
  .strictObject({
    id,
    title,
    side: z.enum(sides),
    from: z
      .enum(['deal_owner', 'csm', 'manager_of', 'member_role'])
      .describe(
        'How the person is found: owner of the deal, CSM of the handoff, manager of another role, or any member with a role.',
      ),
    of: id
      .optional()
      .describe('For manager_of: a process role. For member_role: a member role such as revops.'),
    otherwise: id.optional().describe('The process role that stands in when nobody is found.'),
  })
  .meta({ id: 'ProcessRole', description: 'Who plays a part in the process.' })

export const tier = z
  .strictObject({
    id,
    title,
    hint: prose.optional(),
    when: condition,
    weight: z.int().min(0).max(1000).describe("Points of a CSM's capacity one account of this tier takes."),
    gate_limit: z.int().min(0).max(100).describe('Most answers a seller may have to type before the gate.'),
    submits_itself: z.boolean().optional(),
    digest_only: z.boolean().optional(),
    follow_on: z.boolean().optional(),
  })
  .meta({
    id: 'Tier',
    description: 'How much process a deal deserves. The first tier whose condition holds is chosen.',
  })

const anchor = z
  .union([z.strictObject({ fact: z.enum([...facts, ...recurring]) }), z.strictObject({ step: id })], {
    error: 'expected what starts the clock: {fact: signed} or {step: <step id>}',
  })
  .meta({ id: 'Anchor' })

export const step = z
  .strictObject({
    id,
    title,
    hint: prose.optional(),
    owner: id.describe('Process role that owns it; exactly one.'),
    anchor: anchor.describe(
      'What starts its clock. The fact signed falls back to won; returned and asked start a round each time the handoff is returned or Sales is asked a question.',
    ),
    due: z.record(id, duration).describe('By tier; a tier not named has no such step.'),
    after: z
      .array(id)
      .max(20)
      .optional()
      .describe('Steps to be done first; those a tier does not have do not count there.'),
    when: condition.optional(),
    fact: z.enum(facts).optional().describe('The fact that finishes it, or that finishing it records.'),
    by_hand: z
      .boolean()
      .optional()
      .describe('False where only the process itself finishes it. Default: true.'),
    repeats: z.boolean().optional().describe('Starts again each time its anchor happens again.'),
  })
  .meta({ id: 'Step', description: 'A task of the process with exactly one owner.' })

export const rung = z
  .strictObject({
    id,
    title,
    at: z.union(
      [z.strictObject({ percent: z.number().min(1).max(100) }), z.strictObject({ overdue: duration })],
      {
        error: 'expected when: {percent: 75} of the time used, or {overdue: {business_hours: 4}}',
      },
    ),
    to: z.enum(escalationTargets),
    tiers: z.array(id).min(1).max(50).optional(),
    digest: z.boolean().optional(),
  })
  .meta({ id: 'EscalationRung', description: 'Who hears of a late step, and when.' })

export const routing = z.strictObject({
  rules: z
    .array(
      z
        .strictObject({ id, title, when: condition.optional(), match: z.array(z.enum(matchKeys)).max(10) })
        .meta({ id: 'RoutingRule' }),
    )
    .max(100)
    .describe('Tried in order; the first with a CSM who covers everything it matches decides.'),
  otherwise: id.describe('Process role that receives the customer when no rule matches.'),
})
