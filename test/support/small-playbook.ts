import type { Answer, AnswerValue } from '../../src/core/deal/answer.ts'
import type { Account, Deal } from '../../src/core/deal/deal.ts'
import type { Playbook, Requirement } from '../../src/core/playbook/playbook.ts'

/** A deal of a process small enough to hold in one's head; tests change what they are about. */
export function exampleDeal(changes: Partial<Deal> = {}): Deal {
  return {
    id: 'dea_1',
    name: 'Nordwind, 3 years',
    accountId: 'acc_1',
    ownerId: 'mem_ae',
    pipeline: 'standard',
    stageId: 'negotiation',
    stageKind: 'likely',
    dealType: 'new',
    annualValue: 40_000,
    probability: 80,
    products: ['Core'],
    wonAt: null,
    signedAt: null,
    lostAt: null,
    complexity: null,
    fields: {},
    ...changes,
  }
}

export function exampleAccount(changes: Partial<Account> = {}): Account {
  return {
    id: 'acc_1',
    name: 'Nordwind GmbH',
    industry: 'Logistics',
    employees: 420,
    country: 'DE',
    territory: 'DACH',
    language: 'de',
    csmId: null,
    hasHandoff: false,
    ...changes,
  }
}

/** A requirement that mid-market asks for at the gate, once the deal is likely. */
export function exampleRequirement(changes: Partial<Requirement> & { id: string }): Requirement {
  return {
    section: 'customer',
    label: changes.id,
    prompt: 'What do they want to achieve?',
    type: 'text',
    knowable: 'likely',
    need: { mid: 'gate' },
    ...changes,
  }
}

const said = {
  source: 'member' as const,
  authorId: 'mem_ae',
  answeredAt: '2026-11-10T09:00:00.000Z',
  validated: null,
} satisfies Partial<Answer>

export function given(
  requirementId: string,
  value: AnswerValue,
  changes: Partial<Pick<Answer, 'evidence' | 'validated' | 'source'>> = {},
): Answer {
  return { ...said, requirementId, evidence: [], ...changes, state: 'given', value }
}

export function none(requirementId: string): Answer {
  return { ...said, requirementId, evidence: [], state: 'none' }
}

export function notApplicable(requirementId: string, reason = 'They have no such system'): Answer {
  return { ...said, requirementId, evidence: [], state: 'not_applicable', reason }
}

export function waived(requirementId: string, expiresAt = '2026-12-01T00:00:00.000Z'): Answer {
  return {
    ...said,
    requirementId,
    evidence: [],
    state: 'waived',
    reason: 'Reference customer',
    approverId: 'mem_vp',
    expiresAt,
  }
}

export function unknownUntil(requirementId: string, untilOn = '2026-11-25'): Answer {
  return { ...said, requirementId, evidence: [], state: 'unknown', untilOn, person: 'Ines Vogel' }
}

/** Three tiers, seven requirements, six steps. */
export function smallPlaybook(changes: Partial<Playbook> = {}): Playbook {
  return {
    id: 'small',
    title: 'Small',
    format: 1,
    triggers: {
      applies: { field: 'deal.type', op: 'ne', value: 'renewal' },
      prepares: { field: 'deal.stage_kind', op: 'eq', value: 'likely' },
      won: { field: 'deal.won', op: 'eq', value: true },
      signed: { field: 'deal.signed', op: 'eq', value: true },
    },
    complexity_high: { field: 'answer.data_migration', op: 'eq', value: true },
    roles: [
      { id: 'ae', title: 'AE', side: 'sales', from: 'deal_owner', otherwise: 'sales_lead' },
      { id: 'sales_lead', title: 'Sales manager', side: 'sales', from: 'manager_of', of: 'ae' },
      { id: 'csm', title: 'CSM', side: 'cs', from: 'csm', otherwise: 'cs_lead' },
      { id: 'cs_lead', title: 'CS manager', side: 'cs', from: 'member_role', of: 'cs_manager' },
      { id: 'ops', title: 'RevOps', side: 'ops', from: 'member_role', of: 'revops' },
    ],
    tiers: [
      {
        id: 'ent',
        title: 'Enterprise',
        when: {
          any: [
            { field: 'deal.annual_value', op: 'gte', value: 100_000 },
            { field: 'deal.complexity', op: 'eq', value: 'high' },
          ],
        },
        weight: 3,
        gate_limit: 12,
      },
      {
        id: 'smb',
        title: 'SMB',
        when: { field: 'deal.annual_value', op: 'lt', value: 25_000 },
        weight: 1,
        gate_limit: 5,
      },
      {
        id: 'mid',
        title: 'Mid-market',
        when: { field: 'deal.annual_value', op: 'gte', value: 25_000 },
        weight: 2,
        gate_limit: 8,
      },
    ],
    default_tier: 'mid',
    sections: [{ id: 'customer', title: 'Customer' }],
    requirements: [
      exampleRequirement({
        id: 'goals',
        label: 'Business goals',
        knowable: 'open',
        need: { smb: 'gate', mid: 'gate', ent: 'gate' },
        never_unknown: true,
      }),
      exampleRequirement({
        id: 'champion',
        label: 'Champion',
        type: 'person_list',
        need: { mid: 'gate', ent: 'gate' },
        never_unknown: true,
      }),
      exampleRequirement({
        id: 'blockers',
        label: 'Blockers',
        type: 'person_list',
        need: { mid: 'gate', ent: 'gate' },
        none_label: 'No known blocker',
      }),
      exampleRequirement({
        id: 'data_migration',
        label: 'Data migration',
        type: 'yes_no',
        knowable: 'open',
        need: { mid: 'optional', ent: 'gate' },
      }),
      exampleRequirement({
        id: 'source_system',
        label: 'Source system',
        need: { mid: 'gate', ent: 'gate' },
        not_applicable_when: { field: 'answer.data_migration', op: 'eq', value: false },
      }),
      exampleRequirement({
        id: 'contract',
        label: 'Contract',
        type: 'link_list',
        knowable: 'signed',
        need: { mid: 'full', ent: 'full' },
      }),
      exampleRequirement({
        id: 'deal_story',
        label: 'Deal story',
        knowable: 'won',
        need: { mid: 'full', ent: 'full' },
      }),
    ],
    steps: [
      {
        id: 'complete_brief',
        title: 'Complete the brief',
        owner: 'ae',
        anchor: { fact: 'signed' },
        due: { mid: { business_days: 2 }, ent: { business_days: 2 } },
        fact: 'brief_complete',
      },
      {
        id: 'submit',
        title: 'Submit the handoff',
        owner: 'ae',
        anchor: { fact: 'signed' },
        due: { smb: { business_days: 1 }, mid: { business_days: 2 }, ent: { business_days: 2 } },
        fact: 'submitted',
        by_hand: false,
      },
      {
        id: 'verdict',
        title: 'Give a verdict',
        owner: 'csm',
        anchor: { fact: 'submitted' },
        due: { smb: { business_days: 1 }, mid: { business_days: 1 }, ent: { business_days: 1 } },
        fact: 'accepted',
        by_hand: false,
        repeats: true,
      },
      {
        id: 'mend',
        title: 'Close the gaps',
        owner: 'ae',
        anchor: { fact: 'returned' },
        due: { mid: { business_days: 1 }, ent: { business_days: 1 } },
        by_hand: false,
        repeats: true,
      },
      {
        id: 'internal_meeting',
        title: 'Hold the internal meeting',
        owner: 'csm',
        anchor: { fact: 'signed' },
        due: { mid: { business_days: 2 }, ent: { business_days: 1 } },
        fact: 'internal_meeting_held',
      },
      {
        id: 'intro_call',
        title: 'Introduce the CSM',
        owner: 'ae',
        anchor: { fact: 'signed' },
        due: { ent: { business_days: 1 } },
        after: ['internal_meeting'],
        fact: 'introduced',
      },
      {
        id: 'plan_migration',
        title: 'Plan the data migration',
        owner: 'csm',
        anchor: { step: 'internal_meeting' },
        due: { mid: { business_days: 3 }, ent: { business_days: 3 } },
        when: { field: 'answer.data_migration', op: 'eq', value: true },
      },
    ],
    escalation: [],
    routing: { rules: [], otherwise: 'cs_lead' },
    calendars: [],
    unknown: { within: { business_days: 10 }, per_deal: 3 },
    closed_dirty_due: { business_days: 2 },
    grace: { business_hours: 4 },
    raci: {},
    prompt_packs: [],
    ...changes,
  }
}
