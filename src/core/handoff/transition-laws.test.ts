import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromMs } from '../lib/instant.ts'
import { type Fact, facts } from '../playbook/playbook.ts'
import { type HandoffState, newHandoff } from './handoff-state.ts'
import { type HandoffEvent, transition } from './transition.ts'
import { legalStatusChanges, transitions } from './transitions.ts'

const fact = fc.constantFrom(...facts)
const reason = fc.constantFrom('', '  ', 'Wrong day', 'deal_reopened')
const at = fc.constant('')
const happenedAt = fc.constant('')

const shape: fc.Arbitrary<HandoffEvent> = fc.oneof(
  fc.record({
    type: fc.constant('win' as const),
    at,
    happenedAt,
    resumeUntil: fc.constantFrom(null, '2026-11-20T11:00:00.000Z'),
  }),
  fc.record({ type: fc.constant('sign' as const), at, happenedAt }),
  fc.record({ type: fc.constantFrom('submit', 'accept', 'accept_with_gaps', 'confirm'), at }),
  fc.record({ type: fc.constantFrom('submit', 'accept', 'resume', 'reopen', 'lose'), at }),
  fc.record({ type: fc.constantFrom('return', 'hold', 'cancel'), at, reason }),
  fc.record({ type: fc.constant('record' as const), at, fact, happenedAt, csmPresent: fc.boolean() }),
  fc.record({ type: fc.constant('correct' as const), at, fact, happenedAt, reason }),
)

/** Events a few minutes apart, some of them late by up to half an hour, reporting things of about that time. */
const history = fc
  .array(
    fc.record({
      shape,
      minutes: fc.nat(5),
      late: fc.constantFrom(0, 0, 0, 30),
      ago: fc.integer({ min: -2, max: 40 }),
    }),
    {
      maxLength: 60,
    },
  )
  .map((entries) => {
    let now = Date.parse('2026-11-20T10:00:00.000Z')
    return entries.map(({ shape: event, minutes, late, ago }): HandoffEvent => {
      now += minutes * 60_000
      const times = { at: fromMs(now - late * 60_000), happenedAt: fromMs(now - ago * 60_000) }
      return 'happenedAt' in event ? { ...event, ...times } : { ...event, at: times.at }
    })
  })

/** Every state a sequence of events passes through, with the event that led there; refused events lead nowhere. */
function path(events: HandoffEvent[]): { before: HandoffState; event: HandoffEvent; after: HandoffState }[] {
  let before = newHandoff()
  return events.flatMap((one) => {
    const result = transition(before, one)
    if (!result.ok) return []
    const step = { before, event: one, after: result.value }
    before = result.value
    return [step]
  })
}

const always = (holds: (step: ReturnType<typeof path>[number]) => void) =>
  fc.assert(
    fc.property(history, (events) => path(events).forEach(holds)),
    { numRuns: 2_000 },
  )

const known = (state: HandoffState): Fact[] => facts.filter((one) => state.facts[one] !== undefined)

describe('whatever happens to a handoff', () => {
  it('no fact is ever lost, and only a correction with a reason changes one', () => {
    always(({ before, event: cause, after }) => {
      for (const one of known(before)) {
        expect(after.facts[one]).toBeDefined()
        if (after.facts[one] !== before.facts[one]) {
          expect(cause).toMatchObject({ type: 'correct', fact: one })
          expect('reason' in cause && cause.reason.trim()).not.toBe('')
        }
      }
    })
  })

  it('its status changes only as the table says', () => {
    const legal = new Set(legalStatusChanges.map(([from, to]) => `${from} ${to}`))
    always(({ before, after }) => {
      if (before.status !== after.status) expect(legal).toContain(`${before.status} ${after.status}`)
    })
  })

  it('its status and its facts agree', () => {
    always(({ after: { status, facts: at, hold } }) => {
      if (status === 'preparing') expect(at.won ?? at.signed).toBeUndefined()
      if (status !== 'preparing' && status !== 'cancelled') expect(at.won ?? at.signed).toBeDefined()
      if (['submitted', 'returned', 'accepted', 'confirmed'].includes(status))
        expect(at.submitted).toBeDefined()
      if (['accepted', 'confirmed'].includes(status)) expect(at.accepted).toBeDefined()
      expect(at.confirmed !== undefined).toBe(status === 'confirmed')
      if (at.submitted !== undefined && at.accepted !== undefined)
        expect(at.submitted <= at.accepted).toBe(true)
      if (at.accepted !== undefined && at.confirmed !== undefined)
        expect(at.accepted <= at.confirmed).toBe(true)
      if (status === 'cancelled') expect(hold).toBeNull()
    })
  })

  it('a hold has a moment and a reason, and keeps both while it stands', () => {
    always(({ before, after }) => {
      if (after.hold === null) return
      expect(after.hold.reason.trim()).not.toBe('')
      if (before.hold !== null) expect(after.hold.since).toBe(before.hold.since)
    })
  })

  it('what the CRM says twice changes nothing the second time', () => {
    always(({ event: cause, after }) => {
      if (!['win', 'sign', 'reopen', 'lose'].includes(cause.type)) return
      const again = transition(after, cause)
      expect(again.ok && again.value).toBe(after)
    })
  })

  it('every event of the table can happen to some handoff', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(history, (events) => path(events).forEach((step) => seen.add(step.event.type))),
      { numRuns: 3_000, seed: 7 },
    )
    expect([...seen].toSorted()).toEqual(expect.arrayContaining(Object.keys(transitions).toSorted()))
  })
})
