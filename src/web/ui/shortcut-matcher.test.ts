import { describe, expect, test } from 'vitest'
import { createMatcher, isCharacter, type KeyPress, sequenceWindow, strokeOf } from './shortcut-matcher.ts'

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

describe('a key press', () => {
  test.each([
    [press('j'), 'j'],
    [press('K', { metaKey: true }), 'mod+k'],
    [press('k', { ctrlKey: true }), 'mod+k'],
    [press('?', { shiftKey: true }), '?'],
    [press('Enter', { shiftKey: true }), 'shift+enter'],
    [press('J', { shiftKey: true }), 'shift+j'],
    [press(' '), 'space'],
    [press('Shift', { shiftKey: true }), null],
  ])('is written the way shortcuts are (%#)', (event, stroke) => {
    expect(strokeOf(event)).toBe(stroke)
  })

  test('with a modifier is not ordinary typing', () => {
    expect(isCharacter('g t')).toBe(true)
    expect(isCharacter('mod+k')).toBe(false)
  })
})

describe('shortcuts', () => {
  const bindings = [{ keys: 'j' }, { keys: 'g t' }, { keys: 'g p' }, { keys: 'mod+k' }]

  test('fire on their key', () => {
    expect(createMatcher<{ keys: string }>().press('j', bindings, 0)).toEqual({
      kind: 'match',
      binding: { keys: 'j' },
    })
  })

  test('of two keys fire on the second', () => {
    const matcher = createMatcher<{ keys: string }>()
    expect(matcher.press('g', bindings, 0).kind).toBe('pending')
    expect(matcher.press('p', bindings, 300)).toEqual({ kind: 'match', binding: { keys: 'g p' } })
  })

  test('of two keys lapse when the second comes too late', () => {
    const matcher = createMatcher<{ keys: string }>()
    matcher.press('g', bindings, 0)
    expect(matcher.press('t', bindings, sequenceWindow + 1).kind).toBe('none')
  })

  test('a key that continues nothing counts for itself', () => {
    const matcher = createMatcher<{ keys: string }>()
    matcher.press('g', bindings, 0)
    expect(matcher.press('j', bindings, 100)).toEqual({ kind: 'match', binding: { keys: 'j' } })
  })

  test('g pressed twice still waits for the second key', () => {
    const matcher = createMatcher<{ keys: string }>()
    matcher.press('g', bindings, 0)
    expect(matcher.press('g', bindings, 100).kind).toBe('pending')
    expect(matcher.press('t', bindings, 200)).toEqual({ kind: 'match', binding: { keys: 'g t' } })
  })

  test('of a part of the page win over those of the page', () => {
    const both = [
      { keys: 'e', run: 'page' },
      { keys: 'e', run: 'table' },
    ]
    expect(createMatcher<(typeof both)[number]>().press('e', both, 0)).toEqual({
      kind: 'match',
      binding: both[1],
    })
  })
})
