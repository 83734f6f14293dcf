import { expect, test } from 'vitest'
import { handoffValues } from './handoff-values.ts'

const calm = { returned: false, flagged: false, late: false }
const sample = (handoffId: string) => Number(handoffValues({ ...calm, handoffId })['handoff.sample'])

test('a handoff keeps its number, and one in four is below 25', () => {
  expect(sample('hnd_01kacme')).toBe(sample('hnd_01kacme'))
  const numbers = Array.from({ length: 4000 }, (_, i) =>
    sample(`hnd_01kaczf4q0${i.toString(36).padStart(4, '0')}`),
  )
  expect(numbers.every((n) => Number.isInteger(n) && n >= 0 && n < 100)).toBe(true)
  const share = numbers.filter((n) => n < 25).length / numbers.length
  expect(share).toBeGreaterThan(0.22)
  expect(share).toBeLessThan(0.28)
})

test('what became of a handoff can be asked for by name', () => {
  expect(handoffValues({ handoffId: 'hnd_1', returned: true, flagged: false, late: true })).toMatchObject({
    'handoff.returned': true,
    'handoff.flagged': false,
    'handoff.late': true,
  })
})
