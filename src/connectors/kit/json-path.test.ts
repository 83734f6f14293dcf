import { expect, test } from 'vitest'
import { readPath, valueAt, withValueAt } from './json-path.ts'

const document = {
  a: { b: [{ c: 1 }, { c: 2 }] },
  'x.y': { z: 3 },
  list: [[7]],
  n: null,
  '0': 'zero',
  'über uns': 4,
}

test.each([
  ['a.b[1].c', 2],
  ['["x.y"].z', 3],
  ['["über uns"]', 4],
  ['list[0][0]', 7],
  ['n', null],
  ['n.x', undefined],
  ['a.b.c', undefined],
  ['a.b[2]', undefined],
  ['a[0]', undefined],
  ['a.b.length', undefined],
  ['toString', undefined],
  ['a.hasOwnProperty', undefined],
  ['list.0', undefined],
  ['0', 'zero'],
])('%s', (path, expected) => {
  expect(valueAt(document, readPath(path)?.steps ?? [])).toEqual(expected)
})

test.each([
  '',
  '.',
  'a.',
  '.a',
  'a..b',
  'a[',
  'a[]',
  'a[-1]',
  'a[01]',
  'a[1000000]',
  'a b',
  'a["b',
  '$',
  '$.',
  '$a',
  '*',
  'a.*["',
  'a[*]',
  '__proto__',
  'a.constructor',
  '["prototype"]',
  'a[?(@.b)]',
  Array.from({ length: 21 }, () => 'a').join('.'),
])('%j is not a path', (text) => {
  // A star alone is a key like any other; it never means "all".
  if (text === '*') expect(valueAt(document, readPath(text)?.steps ?? [])).toBeUndefined()
  else expect(readPath(text)).toBeNull()
})

test('a path from the root says so', () => {
  expect(readPath('$.a.b')).toEqual({ fromRoot: true, steps: ['a', 'b'] })
  expect(readPath('$[0].a')).toEqual({ fromRoot: true, steps: [0, 'a'] })
  expect(readPath('a.b')).toEqual({ fromRoot: false, steps: ['a', 'b'] })
})

test('a value is replaced in a copy', () => {
  const before = structuredClone(document)
  expect(withValueAt(document, ['a', 'b', 0, 'c'], 9)).toEqual({
    ...document,
    a: { b: [{ c: 9 }, { c: 2 }] },
  })
  expect(withValueAt([1, 2], [], [3])).toEqual([3])
  expect(document).toEqual(before)
})
