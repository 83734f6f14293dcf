import { describe, expect, it } from 'vitest'
import { type HandoffEventType, legalStatusChanges, statusAfter, transitions } from './transitions.ts'
import { type HandoffStatus, handoffStatuses } from './vocabulary.ts'

/**
 * The whole machine, written out a second time: status after the event, `·` stays, `x` is refused.
 * Second mark: what happens on hold (`=` the same, `x` refused, `!` only then).
 */
const expected = `
                  preparing  open       submitted  returned   accepted   confirmed  cancelled  hold
win               open       ·          ·          ·          ·          ·          x          =
sign              open       ·          ·          ·          ·          ·          x          =
submit            x          submitted  x          submitted  x          x          x          x
accept            x          x          accepted   x          x          x          x          x
accept_with_gaps  x          x          accepted   x          x          x          x          x
return            x          x          returned   x          x          x          x          x
confirm           x          x          x          x          confirmed  x          x          x
hold              ·          ·          ·          ·          ·          ·          x          x
resume            ·          ·          ·          ·          ·          ·          x          !
cancel            cancelled  cancelled  cancelled  cancelled  cancelled  x          x          =
reopen            ·          ·          ·          ·          ·          ·          ·          =
lose              cancelled  ·          ·          ·          ·          ·          ·          =
record            ·          ·          ·          ·          ·          ·          x          =
correct           ·          ·          ·          ·          ·          ·          ·          =
`

const [, ...lines] = expected.trim().split('\n')
const table = lines.map((line) => line.trim().split(/ +/))

describe('statusAfter', () => {
  it('is tested for every event there is', () => {
    expect(table.map(([event]) => event)).toEqual(Object.keys(transitions))
  })

  const cases = table.flatMap(([event = '', ...cells]) =>
    handoffStatuses.flatMap((status, index) =>
      [false, true].map((held) => ({
        event,
        status,
        held,
        cell: cells[index] ?? '',
        onHold: cells.at(-1) ?? '',
      })),
    ),
  )

  it.each(cases)('$event while $status (on hold: $held)', ({ event, status, held, cell, onHold }) => {
    const result = statusAfter(event as HandoffEventType, {
      status,
      hold: held ? { reason: 'Customer asked' } : null,
    })
    const refused = cell === 'x' || (onHold === 'x' && held) || (onHold === '!' && !held)
    if (refused) {
      expect(result).toMatchObject({ ok: false })
      expect(result.ok ? '' : result.reason).toMatch(/^[A-Z].+\.$/)
    } else {
      expect(result).toEqual({ ok: true, value: cell === '·' ? status : cell })
    }
  })

  it('says why in words that fit the button', () => {
    const reason = (
      event: HandoffEventType,
      status: HandoffStatus,
      hold: { reason: string } | null = null,
    ) => {
      const result = statusAfter(event, { status, hold })
      return result.ok ? 'allowed' : result.reason
    }
    expect(reason('accept', 'open')).toBe('It has not been submitted yet.')
    expect(reason('submit', 'preparing')).toBe('The deal is neither signed nor won yet.')
    expect(reason('accept', 'submitted', { reason: 'deal_reopened' })).toBe(
      'It is on hold: the won deal was reopened in the CRM.',
    )
    expect(reason('resume', 'open')).toBe('It is not on hold.')
  })
})

describe('legalStatusChanges', () => {
  it('lists every change of status there is', () => {
    expect(legalStatusChanges.map(([from, to]) => `${from} → ${to}`)).toEqual([
      'preparing → open',
      'preparing → cancelled',
      'open → submitted',
      'open → cancelled',
      'submitted → returned',
      'submitted → accepted',
      'submitted → cancelled',
      'returned → submitted',
      'returned → cancelled',
      'accepted → confirmed',
      'accepted → cancelled',
    ])
  })
})
