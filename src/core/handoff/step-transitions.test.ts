import { describe, expect, it } from 'vitest'
import {
  isEnded,
  legalStepChanges,
  type StepEvent,
  type StepState,
  transitionStep,
} from './step-transitions.ts'
import { stepStatuses } from './vocabulary.ts'

const ready: StepState = { status: 'open', byHand: true, anchored: true, waitsFor: [] }

const events: StepEvent[] = [
  { type: 'start' },
  { type: 'finish', by: 'fact' },
  { type: 'finish', by: 'person' },
  { type: 'skip', reason: 'Customer has no time' },
  { type: 'cancel' },
  { type: 'import' },
]
const leadsTo = {
  start: 'open',
  finish: 'done',
  skip: 'skipped',
  cancel: 'cancelled',
  import: 'imported',
} as const

describe('transitionStep', () => {
  const cases = stepStatuses.flatMap((status) => events.map((event) => ({ status, event })))

  it.each(cases)('$event.type while $status', ({ status, event }) => {
    const result = transitionStep({ ...ready, status }, event)
    if (isEnded(status)) expect(result).toMatchObject({ ok: false, code: 'ended' })
    else if (event.type === 'start' && status === 'open')
      expect(result).toMatchObject({ ok: false, code: 'already_open' })
    else expect(result).toEqual({ ok: true, value: leadsTo[event.type] })
  })

  it('starts no step before its anchor or before the steps that come first', () => {
    const waiting = { ...ready, status: 'waiting' } as const
    expect(transitionStep({ ...waiting, anchored: false }, { type: 'start' })).toMatchObject({
      code: 'not_started',
    })
    expect(
      transitionStep({ ...waiting, waitsFor: ['Hold the internal meeting'] }, { type: 'start' }),
    ).toMatchObject({
      code: 'waits',
      reason: 'The step comes after: Hold the internal meeting.',
    })
  })

  it('lets a person finish only what people finish, and not before what comes first', () => {
    const byPerson: StepEvent = { type: 'finish', by: 'person' }
    expect(transitionStep({ ...ready, byHand: false }, byPerson)).toMatchObject({ code: 'not_by_hand' })
    expect(transitionStep({ ...ready, status: 'waiting', waitsFor: ['A', 'B'] }, byPerson)).toMatchObject({
      code: 'waits',
    })
  })

  it('lets a fact finish a step whatever it waits for', () => {
    const state: StepState = { status: 'waiting', byHand: false, anchored: false, waitsFor: ['A'] }
    expect(transitionStep(state, { type: 'finish', by: 'fact' })).toEqual({ ok: true, value: 'done' })
  })

  it('skips only with a reason', () => {
    expect(transitionStep(ready, { type: 'skip', reason: ' ' })).toMatchObject({ code: 'reason_missing' })
  })

  it('lists the legal changes as data', () => {
    expect(legalStepChanges.map(([from, to]) => `${from} → ${to}`)).toEqual([
      'waiting → open',
      'waiting → done',
      'waiting → skipped',
      'waiting → cancelled',
      'waiting → imported',
      'open → done',
      'open → skipped',
      'open → cancelled',
      'open → imported',
    ])
  })
})
