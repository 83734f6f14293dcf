import { expect, test } from 'vitest'
import type { Document, ShownStep } from '../playbook-words.ts'
import { stepTimeline } from './step-timeline.ts'

const step = (id: string, more: Partial<ShownStep> = {}): ShownStep => ({
  id,
  title: id,
  owner: 'ae',
  anchor: { fact: 'signed' },
  due: { big: { business_days: 2 } },
  ...more,
})

/** Only the steps of a playbook are looked at. */
const withSteps = (...steps: ShownStep[]): Document => ({ steps }) as unknown as Document

const names = (steps: readonly ShownStep[]) => steps.map(({ id }) => id)

test('a step starts at the signature and ends where it is due, the earliest first', () => {
  const timeline = stepTimeline(
    withSteps(step('slow'), step('quick', { due: { big: { business_hours: 6 } } })),
    'big',
  )
  expect(timeline.ticks.map(({ label }) => label)).toEqual(['Signed', '6h', '2d'])
  expect(timeline.bars).toMatchObject([
    { step: { id: 'quick' }, from: 0, to: 1 },
    { step: { id: 'slow' }, from: 0, to: 2 },
  ])
})

test('a step that starts with a fact begins where the step that records it is due', () => {
  const timeline = stepTimeline(
    withSteps(
      step('submit', { fact: 'submitted' }),
      step('verdict', { anchor: { fact: 'submitted' }, due: { big: { business_days: 1 } } }),
    ),
    'big',
  )
  expect(timeline.ticks.map(({ label }) => label)).toEqual(['Signed', '2d', '3d'])
  expect(timeline.bars[1]).toMatchObject({ step: { id: 'verdict' }, from: 1, to: 2 })
})

test('business days after calendar days are told apart', () => {
  const timeline = stepTimeline(
    withSteps(
      step('confirm', { fact: 'confirmed', due: { big: { days: 90 } } }),
      step('retro', { anchor: { step: 'confirm' }, due: { big: { business_days: 5 } } }),
    ),
    'big',
  )
  expect(timeline.ticks.map(({ label }) => label)).toEqual(['Signed', '90 days', '90 days + 5d'])
})

test('what belongs before the signature or only happens sometimes stands apart, other tiers not at all', () => {
  const timeline = stepTimeline(
    withSteps(
      step('invite', {
        anchor: { fact: 'csm_assigned' },
        when: { all: [{ field: 'deal.won', op: 'eq', value: false }] },
      }),
      step('resubmit', { anchor: { fact: 'returned' } }),
      step('round', { anchor: { step: 'round' } }),
      step('other', { due: { small: { days: 1 } } }),
    ),
    'big',
  )
  expect(names(timeline.before)).toEqual(['invite'])
  expect(names(timeline.whenever)).toEqual(['resubmit', 'round'])
  expect(timeline.bars).toEqual([])
})
