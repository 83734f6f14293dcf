import { describe, expect, it } from 'vitest'
import type { MemberRole } from '../handoff/vocabulary.ts'
import { mayChangeRoles } from './role-change.ts'

type Case = {
  says: string
  by: MemberRole[]
  isSelf?: boolean
  before: MemberRole[]
  after: MemberRole[]
  expected: true | 'admin_only' | 'own_promotion'
}

const cases: Case[] = [
  { says: 'revops makes a CSM', by: ['revops'], before: [], after: ['csm'], expected: true },
  { says: 'revops makes an admin', by: ['revops'], before: [], after: ['admin'], expected: 'admin_only' },
  {
    says: 'revops demotes an admin',
    by: ['revops'],
    before: ['admin'],
    after: ['ae'],
    expected: 'admin_only',
  },
  {
    says: 'revops renames an admin',
    by: ['revops'],
    before: ['admin'],
    after: ['admin'],
    expected: 'admin_only',
  },
  { says: 'an admin makes an admin', by: ['admin'], before: ['ae'], after: ['ae', 'admin'], expected: true },
  {
    says: 'revops takes admin',
    by: ['revops'],
    isSelf: true,
    before: ['revops'],
    after: ['revops', 'admin'],
    expected: 'admin_only',
  },
  {
    says: 'an AE made revops by nobody',
    by: ['ae'],
    isSelf: true,
    before: ['ae'],
    after: ['revops'],
    expected: 'own_promotion',
  },
  {
    says: 'an admin also works as CSM',
    by: ['admin'],
    isSelf: true,
    before: ['admin'],
    after: ['admin', 'csm'],
    expected: true,
  },
  {
    says: 'an admin steps down',
    by: ['admin'],
    isSelf: true,
    before: ['admin'],
    after: ['executive'],
    expected: true,
  },
]

describe('who may change whose roles', () => {
  it.each(cases)('$says: $expected', ({ by, isSelf = false, before, after, expected }) => {
    const judged = mayChangeRoles({ by, isSelf, before, after })
    expect(judged.ok ? true : judged.code).toBe(expected)
  })
})
