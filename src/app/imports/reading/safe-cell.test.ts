import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromSafeCell, toSafeCell } from './safe-cell.ts'

test.each([
  '=1+1',
  '+cmd',
  '-2+3',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '＝1',
  ' =1',
  '"=1',
  '\n=1',
  '=HYPERLINK("http://x")',
  '|cmd',
  '%0A',
])('%j cannot become a formula', (value) => {
  expect(toSafeCell(value)).toBe(`'${value}`)
  expect(fromSafeCell(toSafeCell(value))).toBe(value)
})

test.each(['-5', '+4930123', '-1.234,56', '2017-03-01', 'Acme', "O'Hara", ''])(
  '%j stays as it is',
  (value) => {
    expect(toSafeCell(value)).toBe(value)
  },
)

test('every value comes back exactly', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('', "'", "''", '=', '-', "'=", "'-5", ' @'), (rest, start) => {
      expect(fromSafeCell(toSafeCell(start + rest))).toBe(start + rest)
    }),
  )
})
