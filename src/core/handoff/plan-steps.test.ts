import { describe, expect, it } from 'vitest'
import { smallPlaybook } from '../../../test/support/small-playbook.ts'
import type { FieldValues } from '../playbook/condition.ts'
import type { Facts } from './handoff-state.ts'
import { plannedTemplates, planSteps } from './plan-steps.ts'
import type { OwnerDirectory } from './resolve-owner.ts'
import {
  stepsAnchoredBy,
  stepsAnchoredByStep,
  stepsFinishedBy,
  stepsMovedBySignature,
} from './step-anchors.ts'

const playbook = smallPlaybook()
const migrates: FieldValues = { 'answer.data_migration': true }
const won = '2026-11-18T10:00:00.000Z'
const signed = '2026-11-17T10:00:00.000Z'

const owners: OwnerDirectory = {
  dealOwnerId: 'mem_ae',
  csmId: null,
  managerOf: () => null,
  membersWithRole: (role) => (role === 'admin' ? ['mem_adam'] : []),
}

function plan(tierId: string, facts: Facts, values: FieldValues = {}) {
  const result = planSteps({ playbook, tierId, values, facts, owners })
  if (!result.ok) throw new Error(result.reason)
  return result.value
}

const statuses = (tierId: string, facts: Facts, values: FieldValues = {}) =>
  Object.fromEntries(plan(tierId, facts, values).map(({ templateId, status }) => [templateId, status]))

describe('planSteps', () => {
  it('gives each tier its own steps, with its own time', () => {
    expect(plan('smb', {}).map(({ templateId }) => templateId)).toEqual(['submit', 'verdict'])
    const time = (tierId: string) =>
      plan(tierId, {}).find(({ templateId }) => templateId === 'internal_meeting')?.duration
    expect(time('mid')).toEqual({ business_days: 2 })
    expect(time('ent')).toEqual({ business_days: 1 })
    expect(plan('nonsense', {})).toEqual([])
  })

  it('leaves out a step whose condition does not hold', () => {
    const has = (values: FieldValues) =>
      plan('mid', {}, values).some(({ templateId }) => templateId === 'plan_migration')
    expect([has(migrates), has({})]).toEqual([true, false])
  })

  it('gives every step exactly one owner, standing in where nobody plays the role', () => {
    for (const step of plan('ent', { won }, migrates)) {
      expect(step.ownerId).toBe(step.ownerRole === 'ae' ? 'mem_ae' : 'mem_adam')
      expect(step.standsIn).toBe(step.ownerRole !== 'ae')
    }
  })

  it('is refused when there is nobody at all', () => {
    const empty = { ...owners, dealOwnerId: null, membersWithRole: () => [] }
    expect(planSteps({ playbook, tierId: 'mid', values: {}, facts: {}, owners: empty })).toMatchObject({
      code: 'nobody',
    })
  })

  it('has everything wait before the deal is won or signed', () => {
    expect(new Set(Object.values(statuses('ent', {}, migrates)))).toEqual(new Set(['waiting']))
  })

  it('opens what is anchored to the signature at the win, and has what comes after wait with its clock running', () => {
    expect(statuses('ent', { won }, migrates)).toEqual({
      complete_brief: 'open',
      submit: 'open',
      verdict: 'waiting',
      mend: 'waiting',
      internal_meeting: 'open',
      intro_call: 'waiting',
      plan_migration: 'waiting',
    })
    expect(plan('ent', { won }).find(({ templateId }) => templateId === 'intro_call')).toMatchObject({
      anchorAt: won,
      after: ['internal_meeting'],
    })
  })

  it('counts from the signature where it is known', () => {
    expect(plan('mid', { won, signed })[0]?.anchorAt).toBe(signed)
  })

  it('finds steps done whose fact was recorded while preparing, and starts what follows them', () => {
    const facts = { won, internal_meeting_held: signed }
    expect(statuses('ent', facts, migrates)).toMatchObject({
      internal_meeting: 'done',
      intro_call: 'open',
      plan_migration: 'open',
    })
    expect(
      plan('ent', facts, migrates).find(({ templateId }) => templateId === 'plan_migration')?.anchorAt,
    ).toBe(signed)
  })

  it('starts from what an absent step would have started from', () => {
    const steps = playbook.steps.map((step) =>
      step.id === 'internal_meeting' ? { ...step, when: { field: 'x', op: 'present' } as const } : step,
    )
    const result = planSteps({
      playbook: { ...playbook, steps },
      tierId: 'ent',
      values: migrates,
      facts: { won },
      owners,
    })
    const drafts = result.ok ? result.value : []
    expect(drafts.find(({ templateId }) => templateId === 'plan_migration')).toMatchObject({
      anchor: { fact: 'signed' },
      status: 'open',
    })
    expect(drafts.find(({ templateId }) => templateId === 'intro_call')).toMatchObject({
      after: [],
      status: 'open',
    })
  })
})

describe('what starts and finishes steps', () => {
  const templates = plannedTemplates({ playbook, tierId: 'ent', values: migrates })
  const ids = (steps: { id: string }[]) => steps.map(({ id }) => id)
  const onSignature = ['complete_brief', 'submit', 'internal_meeting', 'intro_call']

  it.each([
    ['won', {}, onSignature],
    ['signed', {}, onSignature],
    ['signed', { won }, []],
    ['won', { signed }, []],
    ['submitted', { won }, ['verdict']],
    ['submitted', { won, submitted: won }, ['verdict']],
    ['returned', { won, submitted: won }, ['mend']],
    ['introduced', { won }, []],
  ] as const)('%s, knowing %o, starts %o', (occurrence, before, expected) => {
    expect(ids(stepsAnchoredBy(templates, occurrence, before))).toEqual(expected)
  })

  it('starts a step that does not repeat only once', () => {
    const once = templates.map((template) => ({ ...template, repeats: false }))
    expect(stepsAnchoredBy(once, 'submitted', { submitted: won })).toEqual([])
  })

  it('moves what the win had started when an earlier signature becomes known', () => {
    expect(ids(stepsMovedBySignature(templates, { won }))).toEqual(onSignature)
    expect(stepsMovedBySignature(templates, {})).toEqual([])
    expect(stepsMovedBySignature(templates, { won, signed })).toEqual([])
  })

  it('starts what is anchored to a step when that ends', () => {
    expect(ids(stepsAnchoredByStep(templates, 'internal_meeting'))).toEqual(['plan_migration'])
  })

  it.each([
    ['internal_meeting_held', ['internal_meeting']],
    ['submitted', ['submit', 'mend']],
    ['accepted', ['verdict']],
    ['returned', ['verdict']],
    ['first_value', []],
  ] as const)('%s finishes %o', (fact, expected) => {
    expect(ids(stepsFinishedBy(templates, fact))).toEqual(expected)
  })

  it('finishes a verdict that names no fact with either verdict', () => {
    const standard = templates.map((template) => ({
      ...template,
      fact: template.id === 'verdict' ? undefined : template.fact,
    }))
    expect(ids(stepsFinishedBy(standard, 'returned'))).toEqual(['verdict'])
    expect(ids(stepsFinishedBy(standard, 'accepted'))).toEqual(['verdict'])
  })
})
