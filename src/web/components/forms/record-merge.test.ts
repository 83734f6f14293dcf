import { expect, it } from 'vitest'
import { changesOf, contested, merged } from './record-merge.ts'

const base = { name: 'Ana', capacity: 40, skills: ['data'] }

it('sends only what was changed', () => {
  expect(changesOf(base, { ...base, skills: ['data', 'sso'] })).toEqual({ skills: ['data', 'sso'] })
  expect(changesOf(base, { ...base, skills: ['data'] })).toEqual({})
})

it('joins changes of different fields without asking', () => {
  const merge = { base, mine: { ...base, capacity: 50 }, theirs: { ...base, name: 'Ana Silva' } }
  expect(contested(merge)).toEqual([])
  expect(merged(merge, 'mine')).toEqual({ name: 'Ana Silva', capacity: 50, skills: ['data'] })
})

it('asks about a field that both changed, and keeps the other changes either way', () => {
  const merge = {
    base,
    mine: { ...base, capacity: 50, skills: [] },
    theirs: { ...base, capacity: 30, name: 'Ana Silva' },
  }
  expect(contested(merge)).toEqual(['capacity'])
  expect(merged(merge, 'mine')).toEqual({ name: 'Ana Silva', capacity: 50, skills: [] })
  expect(merged(merge, 'theirs')).toEqual({ name: 'Ana Silva', capacity: 30, skills: [] })
})

it('two people who made the same change are no conflict', () => {
  expect(contested({ base, mine: { ...base, capacity: 50 }, theirs: { ...base, capacity: 50 } })).toEqual([])
})
