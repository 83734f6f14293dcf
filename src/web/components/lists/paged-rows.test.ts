import { expect, it } from 'vitest'
import { firstPage, startOf, withNextPage, withPageAgain } from './paged-rows.ts'

type Row = { id: string; due: number; note?: string }

const rules = {
  idOf: (row: Row) => row.id,
  order: (a: Row, b: Row) => a.due - b.due || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
}
const row = (due: number, note?: string): Row => ({ id: `r${due}`, due, ...(note && { note }) })
const two = () =>
  withNextPage(
    firstPage({ items: [row(1), row(2), row(3)], next: 'c1' }),
    { items: [row(4), row(5), row(6)], next: 'c2' },
    rules,
  )
const head = { cursor: null, after: null }

it('a row that is new on the first page appears and pushes nobody out of the list', () => {
  const list = withPageAgain(
    two(),
    { start: head, page: { items: [row(0), row(1), row(2)], next: 'c1b' } },
    rules,
  )
  expect(list.rows.map((one) => one.due)).toEqual([0, 1, 2, 3, 4, 5, 6])
  expect(list.next).toBe('c2')
})

it('a row that left the stretch of a page read again is gone', () => {
  const list = withPageAgain(
    two(),
    { start: head, page: { items: [row(1), row(3), row(4)], next: 'c1b' } },
    rules,
  )
  expect(list.rows.map((one) => one.due)).toEqual([1, 3, 4, 5, 6])
})

it('a row that moved stands once, at its new place', () => {
  const moved = { id: 'r6', due: 0 }
  const list = withPageAgain(
    two(),
    { start: head, page: { items: [moved, row(1), row(2)], next: 'c1b' } },
    rules,
  )
  expect(list.rows.map((one) => one.id)).toEqual(['r6', 'r1', 'r2', 'r3', 'r4', 'r5'])
})

it('reads a later page again without touching the others, and keeps unchanged rows as they are', () => {
  const before = two()
  const start = startOf(before, 4, rules)
  expect(start).toEqual({ cursor: 'c1', after: row(3) })
  if (start === null) throw new Error('no page')
  const page = { items: [row(4), row(5, 'changed'), row(6)], next: 'c2' }
  const list = withPageAgain(before, { start, page }, rules)
  expect(list.rows[4]).toEqual(row(5, 'changed'))
  expect(list.rows[3]).toBe(before.rows[3])
})

it('the last page ends the list', () => {
  const list = withPageAgain(two(), { start: head, page: { items: [row(2)], next: null } }, rules)
  expect(list.rows.map((one) => one.due)).toEqual([2])
  expect(list.next).toBe(null)
})
