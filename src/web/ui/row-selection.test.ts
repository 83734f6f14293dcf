import { describe, expect, test } from 'vitest'
import { extendTo, toggleAll, toggleRow } from './row-selection.ts'

const ids = ['a', 'b', 'c', 'd', 'e']

describe('selecting rows', () => {
  test('takes one in and out again', () => {
    const one = toggleRow(new Set(), 'b')
    expect([...one]).toEqual(['b'])
    expect([...toggleRow(one, 'b')]).toEqual([])
  })

  test('with shift takes everything between, in both directions, and keeps the rest', () => {
    expect([...extendTo(new Set(['a']), ids, 1, 3)]).toEqual(['a', 'b', 'c', 'd'])
    expect([...extendTo(new Set(), ids, 3, 1)]).toEqual(['b', 'c', 'd'])
    expect([...extendTo(new Set(), ids, null, 2)]).toEqual(['c'])
  })

  test('takes all, then none', () => {
    const all = toggleAll(new Set(['a']), ids)
    expect(all.size).toBe(5)
    expect(toggleAll(all, ids).size).toBe(0)
    expect(toggleAll(new Set(), []).size).toBe(0)
  })
})
