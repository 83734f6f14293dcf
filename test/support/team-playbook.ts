import type { Playbook, Requirement, StepTemplate } from '../../src/core/playbook/playbook.ts'
import { publishablePlaybook } from './publishable-playbook.ts'

/** The small process with follow-ons, small deals that submit themselves, and the steps up to the confirmation. */
export function teamPlaybook(changes: Partial<Playbook> = {}): Playbook {
  const small = publishablePlaybook()
  return {
    ...small,
    tiers: [
      {
        id: 'follow_on',
        title: 'Follow-on',
        when: { field: 'account.has_handoff', op: 'eq', value: true },
        weight: 1,
        gate_limit: 3,
        follow_on: true,
      },
      ...small.tiers.map((tier) => (tier.id === 'smb' ? { ...tier, submits_itself: true } : tier)),
    ],
    requirements: small.requirements.map(forFollowOn),
    steps: [...small.steps.map(alsoInFollowOn), ...touches],
    routing: {
      rules: [{ id: 'territory', title: 'Territory', match: ['territory'] }],
      otherwise: 'cs_lead',
    },
    escalation: [
      { id: 'due', title: 'Due', at: { overdue: { business_hours: 0 } }, to: 'owner' },
      {
        id: 'manager',
        title: 'To the manager',
        at: { overdue: { business_hours: 4 } },
        to: 'owner_manager',
      },
    ],
    ...changes,
  }
}

/** A further deal asks what changed: the goals. */
function forFollowOn(requirement: Requirement): Requirement {
  const need = requirement.id === 'goals' ? 'gate' : requirement.id === 'champion' ? 'optional' : 'hidden'
  return { ...requirement, need: { ...requirement.need, follow_on: need } }
}

function alsoInFollowOn(step: StepTemplate): StepTemplate {
  const has = ['submit', 'verdict', 'mend'].includes(step.id)
  return has
    ? { ...step, due: { ...step.due, smb: { business_days: 1 }, follow_on: { business_days: 2 } } }
    : step
}

const everywhere = (days: number): StepTemplate['due'] =>
  Object.fromEntries(['smb', 'mid', 'ent', 'follow_on'].map((tier) => [tier, { business_days: days }]))

const touches: StepTemplate[] = [
  {
    id: 'answer_questions',
    title: "Answer the CSM's questions",
    owner: 'ae',
    anchor: { fact: 'asked' },
    due: everywhere(1),
    by_hand: false,
    repeats: true,
  },
  {
    id: 'introduce',
    title: 'Introduce the CSM by mail',
    owner: 'ae',
    anchor: { fact: 'signed' },
    due: { smb: { business_days: 1 }, mid: { business_days: 1 } },
    fact: 'introduced',
  },
  {
    id: 'first_touch',
    title: 'Make the first contact',
    owner: 'csm',
    anchor: { fact: 'signed' },
    due: everywhere(1),
    fact: 'first_touch',
  },
  {
    id: 'kickoff',
    title: 'Hold the kickoff',
    owner: 'csm',
    anchor: { fact: 'signed' },
    due: { mid: { business_days: 5 }, ent: { business_days: 5 } },
    fact: 'kickoff_held',
  },
  {
    id: 'confirm',
    title: 'Confirm the handoff',
    owner: 'csm',
    anchor: { fact: 'signed' },
    due: everywhere(30),
    fact: 'confirmed',
  },
]
