import { describe, expect, it } from 'vitest'
import { type HandoffState, newHandoff } from './handoff-state.ts'
import { type HandoffEvent, transition } from './transition.ts'

const t = (hour: number) => `2026-11-20T${String(hour).padStart(2, '0')}:00:00.000Z`

/** Runs events one after another; each must be possible. */
function after(...events: HandoffEvent[]): HandoffState {
  return events.reduce<HandoffState>((state, event) => {
    const result = transition(state, event)
    if (!result.ok) throw new Error(`${event.type}: ${result.reason}`)
    return result.value
  }, newHandoff())
}

const refusal = (state: HandoffState, event: HandoffEvent) => {
  const result = transition(state, event)
  return result.ok ? null : result.code
}

const win: HandoffEvent = { type: 'win', at: t(1), happenedAt: t(1), resumeUntil: null }
const sign: HandoffEvent = { type: 'sign', at: t(2), happenedAt: t(2) }
const submit: HandoffEvent = { type: 'submit', at: t(3) }
const accept: HandoffEvent = { type: 'accept', at: t(4) }
const confirm: HandoffEvent = { type: 'confirm', at: t(5) }

describe('opening', () => {
  it.each([
    ['win', win],
    ['signature', sign],
  ])('a %s opens the handoff and records its time', (_, event) => {
    const state = after(event)
    expect(state.status).toBe('open')
    expect(Object.keys(state.facts)).toHaveLength(1)
  })

  it('opens once, whichever comes first, and keeps both facts', () => {
    const both = { status: 'open', facts: { won: t(1), signed: t(2) } }
    expect(after(win, sign)).toMatchObject(both)
    expect(after(sign, win)).toMatchObject(both)
  })

  it('changes nothing when the CRM says the same again, late or with another time', () => {
    const state = after(win, sign, submit)
    for (const again of [win, sign, { ...win, happenedAt: t(9) }, { ...sign, happenedAt: t(0) }]) {
      const result = transition(state, again)
      expect(result.ok && result.value).toBe(state)
    }
  })
})

describe('submission and verdict', () => {
  it('goes open, submitted, returned, submitted, accepted, confirmed, and keeps the first submission', () => {
    const back: HandoffEvent = { type: 'return', at: t(4), reason: 'Two promises have no date' }
    const end = after(
      win,
      submit,
      back,
      { type: 'submit', at: t(6) },
      { type: 'accept', at: t(7) },
      { type: 'confirm', at: t(8) },
    )
    expect(end).toMatchObject({
      status: 'confirmed',
      facts: { submitted: t(3), accepted: t(7), confirmed: t(8) },
    })
  })

  it('accepts with gaps into the same status', () => {
    expect(after(win, submit, { type: 'accept_with_gaps', at: t(4) })).toMatchObject({
      status: 'accepted',
      facts: { accepted: t(4) },
    })
  })

  it('returns only with a reason', () => {
    expect(refusal(after(win, submit), { type: 'return', at: t(4), reason: '  ' })).toBe('reason_missing')
  })

  it('does not accept before the submission', () => {
    expect(refusal(after(win, submit), { type: 'accept', at: t(2) })).toBe('out_of_order')
  })
})

describe('facts', () => {
  const record = (
    fact: 'introduced' | 'first_touch' | 'kickoff_held' | 'internal_meeting_held' | 'first_value',
    happenedAt = t(3),
  ) => ({ type: 'record', at: t(9), fact, happenedAt }) as const

  it('has the internal meeting, introduction and first touch while preparing', () => {
    const state = after(record('internal_meeting_held'), record('introduced'), record('first_touch'))
    expect(state).toMatchObject({ status: 'preparing', facts: { introduced: t(3), first_touch: t(3) } })
  })

  it('has introduction, first touch and kickoff wait for neither brief nor verdict', () => {
    expect(after(win, record('introduced'), record('kickoff_held')).status).toBe('open')
  })

  it('has no kickoff of a deal that is neither signed nor won', () => {
    expect(refusal(newHandoff(), record('kickoff_held'))).toBe('too_early')
  })

  it('counts a CSM on the introduction as the first touch, and an earlier touch stays', () => {
    expect(after(win, { ...record('introduced', t(5)), csmPresent: true }).facts.first_touch).toBe(t(5))
    expect(after(win, record('introduced', t(5))).facts.first_touch).toBeUndefined()
    expect(
      after(win, record('first_touch', t(4)), { ...record('introduced', t(5)), csmPresent: true }).facts
        .first_touch,
    ).toBe(t(4))
  })

  it('counts a kickoff as the first touch where there was none', () => {
    expect(after(win, record('kickoff_held', t(6))).facts).toMatchObject({
      first_touch: t(6),
      kickoff_held: t(6),
    })
  })

  it('is recorded once; the same time again changes nothing', () => {
    const state = after(win, record('introduced'))
    const again = transition(state, record('introduced'))
    expect(again.ok && again.value).toBe(state)
    expect(refusal(state, record('introduced', t(4)))).toBe('already_recorded')
  })

  it('is corrected only with a reason, only when recorded, never into the future', () => {
    const state = after(win, record('introduced'))
    const correct = {
      type: 'correct',
      at: t(9),
      fact: 'introduced',
      happenedAt: t(4),
      reason: 'Wrong day',
    } as const
    const corrected = transition(state, correct)
    expect(corrected.ok && corrected.value.facts.introduced).toBe(t(4))
    expect(refusal(state, { ...correct, reason: ' ' })).toBe('reason_missing')
    expect(refusal(state, { ...correct, happenedAt: t(10) })).toBe('in_future')
    expect(refusal(state, { ...correct, fact: 'onboarded' })).toBe('not_recorded')
    expect(refusal(state, record('first_value', t(10)))).toBe('in_future')
  })

  it('cannot be corrected into a contradiction', () => {
    const state = after(win, submit, accept)
    const correct = {
      type: 'correct',
      at: t(9),
      fact: 'accepted',
      happenedAt: t(2),
      reason: 'Wrong day',
    } as const
    expect(refusal(state, correct)).toBe('out_of_order')
  })

  it.each(['won', 'signed', 'submitted', 'accepted', 'confirmed'] as const)(
    'is not entered by hand when it is “%s”',
    (fact) => {
      expect(refusal(after(win), { type: 'record', at: t(9), fact, happenedAt: t(2) })).toBe('by_event')
    },
  )

  it('goes on being recorded on hold and after confirmation, and can be put right after a cancellation', () => {
    const held = after(win, { type: 'hold', at: t(2), reason: 'Customer asked' }, record('introduced'))
    expect(held.facts.introduced).toBe(t(3))
    expect(after(win, submit, accept, confirm, record('first_value', t(8))).facts.first_value).toBe(t(8))
    const cancelled = after(win, { type: 'cancel', at: t(6), reason: 'Contract void' })
    expect(refusal(cancelled, record('introduced'))).toBe('wrong_status')
    expect(
      refusal(cancelled, { type: 'correct', at: t(9), fact: 'won', happenedAt: t(0), reason: 'Typo' }),
    ).toBeNull()
  })
})

describe('hold', () => {
  const hold: HandoffEvent = { type: 'hold', at: t(5), reason: ' Legal review ' }

  it('stands beside the status and lets nothing be submitted or judged', () => {
    const held = after(win, submit, hold)
    expect(held).toMatchObject({ status: 'submitted', hold: { since: t(5), reason: 'Legal review' } })
    expect(refusal(held, accept)).toBe('on_hold')
    expect(refusal(held, hold)).toBe('on_hold')
    const resumed = transition(held, { type: 'resume', at: t(6) })
    expect(resumed.ok && resumed.value).toEqual(after(win, submit))
  })

  it('needs a reason', () => {
    for (const reason of ['', ' ', 'deal_reopened']) {
      expect(refusal(after(win), { type: 'hold', at: t(5), reason })).toBe('reason_missing')
    }
  })

  it('of a person is not lifted by the CRM, but a win still opens the handoff', () => {
    const held = after(hold, { ...win, at: t(6), resumeUntil: t(9) })
    expect(held).toMatchObject({ status: 'open', hold: { reason: 'Legal review' } })
  })
})

describe('a deal that is reopened or lost', () => {
  const reopen: HandoffEvent = { type: 'reopen', at: t(10) }
  const wonAgain = (at: string, resumeUntil: string | null): HandoffEvent => ({
    type: 'win',
    at,
    happenedAt: at,
    resumeUntil,
  })

  it('is put on hold, once, and everything else stays', () => {
    const before = after(win, submit, accept)
    const held = after(win, submit, accept, reopen)
    expect(held).toEqual({ ...before, hold: { since: t(10), reason: 'deal_reopened' } })
    const again = transition(held, { ...reopen, at: t(11) })
    expect(again.ok && again.value).toBe(held)
  })

  it('resumes when won again in time, with the first win still on record', () => {
    expect(after(win, reopen, wonAgain(t(12), t(12)))).toMatchObject({ hold: null, facts: { won: t(1) } })
  })

  it('stays on hold when won again too late, without a limit, or by an old event', () => {
    const held = after(win, reopen)
    for (const event of [
      wonAgain(t(13), t(12)),
      wonAgain(t(12), null),
      wonAgain(t(10), t(12)),
      wonAgain(t(9), t(12)),
    ]) {
      const result = transition(held, event)
      expect(result.ok && result.value).toBe(held)
    }
  })

  it('keeps a confirmed handoff confirmed, on hold', () => {
    expect(after(win, submit, accept, confirm, reopen)).toMatchObject({
      status: 'confirmed',
      hold: { reason: 'deal_reopened' },
    })
  })

  it('is nothing to a deal that was never won', () => {
    const result = transition(newHandoff(), reopen)
    expect(result.ok && result.value.hold).toBeNull()
  })

  it('is cancelled at once when it was only being prepared', () => {
    expect(after({ type: 'lose', at: t(2) }).status).toBe('cancelled')
  })

  it('waits for a person’s confirmation when it had been won, then keeps its history', () => {
    const lost = after(win, submit, reopen, { type: 'lose', at: t(11) })
    expect(lost).toMatchObject({ status: 'submitted', hold: { since: t(10), reason: 'deal_lost' } })
    const cancelled = transition(lost, { type: 'cancel', at: t(12), reason: 'Customer withdrew' })
    expect(cancelled.ok && cancelled.value).toEqual({
      status: 'cancelled',
      hold: null,
      facts: { won: t(1), submitted: t(3) },
    })
  })

  it('is held as lost even when the CRM never said reopened', () => {
    expect(after(win, { type: 'lose', at: t(11) }).hold).toEqual({ since: t(11), reason: 'deal_lost' })
  })

  it('leaves a confirmed handoff alone when lost later', () => {
    expect(after(win, submit, accept, confirm, { type: 'lose', at: t(11) })).toMatchObject({
      status: 'confirmed',
      hold: null,
    })
  })

  it('stays cancelled when won again: that begins a new handoff; the same old win is no news', () => {
    const cancelled = after(win, { type: 'cancel', at: t(6), reason: 'Contract void' })
    expect(refusal(cancelled, win)).toBeNull()
    expect(refusal(cancelled, wonAgain(t(12), t(12)))).toBe('wrong_status')
  })
})
