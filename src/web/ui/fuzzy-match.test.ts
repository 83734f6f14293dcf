import { describe, expect, test } from 'vitest'
import { fuzzyMatch, rankItems } from './fuzzy-match.ts'

const commands = [
  'Go to Pipeline',
  'Go to People',
  'Import deals',
  'Accept handoff',
  'Invite people',
  'Zürich Rück AG',
]
const rank = (query: string): string[] => rankItems(query, commands, (text) => text)

describe('the command palette finds', () => {
  test('everything, in its own order, while nothing is typed', () => {
    expect(rank(' ')).toEqual(commands)
  })

  test('what begins with the words typed before what only contains them', () => {
    expect(rank('pe')[0]).toBe('Go to People')
    expect(rank('imp')[0]).toBe('Import deals')
  })

  test('initials of words', () => {
    expect(rank('gtp').slice(0, 2).sort()).toEqual(['Go to People', 'Go to Pipeline'])
    expect(rank('ah')[0]).toBe('Accept handoff')
  })

  test('words in any order, and without their accents', () => {
    expect(rank('deals imp')).toEqual(['Import deals'])
    expect(rank('zurich ruck')).toEqual(['Zürich Rück AG'])
  })

  test('nothing for letters that only happen to be there', () => {
    expect(rank('oee')).toEqual([])
    expect(fuzzyMatch('xyz', 'Import deals')).toBeNull()
  })

  test('which letters to mark', () => {
    expect(fuzzyMatch('imp', 'Import deals')?.ranges).toEqual([[0, 3]])
    expect(fuzzyMatch('de im', 'Import deals')?.ranges).toEqual([
      [0, 2],
      [7, 9],
    ])
  })
})
