import { describe, expect, test } from 'vitest'
import { compiledOffice } from '../../../test/support/office-calendar.ts'
import type { Instant } from '../lib/instant.ts'
import type { EscalationRung } from '../playbook/playbook.ts'
import { escalationMoments, momentsUntil, nextMoment } from './escalation-moments.ts'
import type { StepClock } from './step-clock.ts'

const calendar = compiledOffice()

/** The ladder of product.md. */
const rungs: EscalationRung[] = [
  { id: 'reminder', title: 'Reminder', at: { percent: 75 }, to: 'owner' },
  { id: 'due', title: 'Due', at: { overdue: { business_hours: 0 } }, to: 'owner' },
  { id: 'manager', title: 'Manager', at: { overdue: { business_hours: 4 } }, to: 'owner_manager' },
  { id: 'revops', title: 'RevOps', at: { overdue: { business_days: 1 } }, to: 'revops' },
  {
    id: 'vp',
    title: 'VP',
    at: { overdue: { business_days: 2 } },
    to: 'side_vp',
    tiers: ['enterprise'],
    digest: true,
  },
]

function nov(text: string): Instant {
  return `2026-11-${text.replace(' ', 'T')}:00.000Z`
}

function climb(changes: Partial<StepClock> = {}, tier = 'enterprise', ladder = rungs): string[] {
  const clock: StepClock = {
    anchorAt: nov('17 10:00'),
    duration: { business_days: 2 },
    pauses: [],
    ...changes,
  }
  return escalationMoments(calendar, clock, { rungs: ladder, tier }).map((each) => {
    return `${each.rungId} ${each.at.slice(8, 16).replace('T', ' ')}`
  })
}

describe('the ladder', () => {
  test('climbs in business time', () => {
    expect(climb()).toEqual([
      'reminder 18 14:00',
      'due 19 10:00',
      'manager 19 14:00',
      'revops 20 10:00',
      'vp 23 10:00',
    ])
  })

  test('leaves out rungs of other tiers', () => {
    expect(climb({}, 'smb').map((each) => each.split(' ')[0])).toEqual([
      'reminder',
      'due',
      'manager',
      'revops',
    ])
  })

  test('is in order of time, whatever the order of its rungs', () => {
    expect(climb({}, 'enterprise', [...rungs].reverse())).toEqual(climb())
  })

  test('due at Friday’s closing: the manager hears on Monday, RevOps at Monday’s closing', () => {
    expect(climb({ anchorAt: nov('18 17:00') }, 'smb').slice(1)).toEqual([
      'due 20 17:00',
      'manager 23 13:00',
      'revops 23 17:00',
    ])
  })

  test('100 percent is the due time itself, 0 percent the start', () => {
    const ends: EscalationRung[] = [
      { id: 'all', title: '', at: { percent: 100 }, to: 'owner' },
      { id: 'none', title: '', at: { percent: 0 }, to: 'owner' },
    ]
    expect(climb({}, 'smb', ends)).toEqual(['none 17 10:00', 'all 19 10:00'])
  })

  test('100 percent of a step due at an opening is that opening, not the closing before it', () => {
    const all: EscalationRung[] = [{ id: 'all', title: '', at: { percent: 100 }, to: 'owner' }]
    expect(climb({ anchorAt: nov('20 09:00'), duration: { business_days: 1 } }, 'smb', all)).toEqual([
      'all 23 09:00',
    ])
  })

  test('a reminder of a step due at an opening comes before the night, and not after', () => {
    expect(climb({ anchorAt: nov('20 09:00'), duration: { business_days: 1 } })[0]).toBe('reminder 20 15:00')
  })
})

describe('pauses', () => {
  test('before due move every rung', () => {
    expect(climb({ pauses: [{ from: nov('17 12:00'), to: nov('18 12:00'), reason: 'on_hold' }] })).toEqual([
      'reminder 19 14:00',
      'due 20 10:00',
      'manager 20 14:00',
      'revops 23 10:00',
      'vp 24 10:00',
    ])
  })

  test('that began before the anchor count from the anchor', () => {
    expect(
      climb({ pauses: [{ from: nov('16 09:00'), to: nov('17 11:00'), reason: 'on_hold' }] }).slice(0, 2),
    ).toEqual(['reminder 18 15:00', 'due 19 11:00'])
  })

  test('after due move only the rungs that are still to come', () => {
    expect(
      climb({ pauses: [{ from: nov('19 12:00'), to: nov('20 12:00'), reason: 'legal_review' }] }),
    ).toEqual(['reminder 18 14:00', 'due 19 10:00', 'manager 20 14:00', 'revops 23 10:00', 'vp 24 10:00'])
  })

  test('still open let no rung come after they began', () => {
    expect(climb({ pauses: [{ from: nov('19 12:00'), to: null, reason: 'on_hold' }] })).toEqual([
      'reminder 18 14:00',
      'due 19 10:00',
    ])
    expect(climb({ pauses: [{ from: nov('19 10:00'), to: null, reason: 'on_hold' }] })).toEqual([
      'reminder 18 14:00',
      'due 19 10:00',
    ])
    expect(climb({ pauses: [{ from: nov('17 12:00'), to: null, reason: 'on_hold' }] })).toEqual([])
  })
})

describe('the floor', () => {
  test('lets nothing escalate sooner, and the rungs after due count from it', () => {
    expect(climb({ floorAt: nov('24 12:00') })).toEqual([
      'reminder 24 12:00',
      'due 24 12:00',
      'manager 24 16:00',
      'revops 25 12:00',
      'vp 26 12:00',
    ])
  })

  test('before the reminder changes nothing', () => {
    expect(climb({ floorAt: nov('18 13:00') })).toEqual(climb())
  })
})

describe('what a timer asks', () => {
  const moments = [
    { rungId: 'reminder', at: nov('24 12:00') },
    { rungId: 'due', at: nov('24 12:00') },
    { rungId: 'manager', at: nov('24 16:00') },
  ]

  test('the next moment after one', () => {
    expect(nextMoment(moments, null)?.rungId).toBe('reminder')
    expect(nextMoment(moments, nov('24 11:59'))?.rungId).toBe('reminder')
    expect(nextMoment(moments, nov('24 12:00'))?.rungId).toBe('manager')
    expect(nextMoment(moments, nov('24 16:00'))).toBeNull()
  })

  test('all moments that have come since, those at the same instant together', () => {
    const ids = (after: Instant | null, until: Instant) =>
      momentsUntil(moments, after, until).map((each) => each.rungId)
    expect(ids(null, nov('24 12:00'))).toEqual(['reminder', 'due'])
    expect(ids(nov('24 12:00'), nov('30 12:00'))).toEqual(['manager'])
    expect(ids(nov('24 12:00'), nov('24 15:59'))).toEqual([])
  })
})
