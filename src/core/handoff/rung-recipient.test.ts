import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escalationTargets, type ProcessRole } from '../playbook/playbook.ts'
import { type ReachDirectory, type RungInput, rungRecipient } from './rung-recipient.ts'

const roles: ProcessRole[] = [
  { id: 'ae', title: 'AE', side: 'sales', from: 'deal_owner', otherwise: 'sales_lead' },
  { id: 'csm', title: 'CSM', side: 'cs', from: 'csm', otherwise: 'cs_lead' },
  {
    id: 'sales_manager',
    title: 'Manager',
    side: 'sales',
    from: 'manager_of',
    of: 'ae',
    otherwise: 'sales_lead',
  },
  {
    id: 'sales_lead',
    title: 'Lead',
    side: 'sales',
    from: 'member_role',
    of: 'sales_manager',
    otherwise: 'executive',
  },
  {
    id: 'cs_lead',
    title: 'CS lead',
    side: 'cs',
    from: 'member_role',
    of: 'cs_manager',
    otherwise: 'executive',
  },
  {
    id: 'vp_sales',
    title: 'VP',
    side: 'sales',
    from: 'manager_of',
    of: 'sales_manager',
    otherwise: 'executive',
  },
  { id: 'executive', title: 'Exec', side: 'ops', from: 'member_role', of: 'executive', otherwise: 'revops' },
  { id: 'revops', title: 'RevOps', side: 'ops', from: 'member_role', of: 'revops' },
]

type People = {
  managers?: Record<string, string>
  withRole?: Record<string, string[]>
  away?: string[]
  covers?: Record<string, string>
}

function directory({
  managers = { ae: 'boss', boss: 'vp', csm: 'lead' },
  withRole = {},
  away = [],
  covers = {},
}: People): ReachDirectory {
  const byRole: Record<string, string[]> = {
    sales_manager: ['boss'],
    cs_manager: ['lead'],
    revops: ['rita'],
    admin: ['adam'],
    executive: ['eve'],
    ...withRole,
  }
  return {
    dealOwnerId: 'ae',
    csmId: 'csm',
    managerOf: (id) => managers[id] ?? null,
    membersWithRole: (role) => byRole[role] ?? [],
    isPresent: (id) => !away.includes(id),
    coverOf: (id) => (away.includes(id) ? (covers[id] ?? null) : null),
  }
}

function told(target: RungInput['target'], people: People = {}, owner = { ownerId: 'ae', ownerRole: 'ae' }) {
  return rungRecipient({ target, ...owner, roles, directory: directory(people) })
}

describe('who is told of a late step', () => {
  it.each([
    ['owner', 'ae'],
    ['owner_manager', 'boss'],
    ['revops', 'rita'],
    ['side_vp', 'vp'],
  ] as const)('the %s', (target, memberId) => {
    expect(told(target)).toEqual({ memberId, insteadOf: null })
  })

  it('the cover of an owner who is out of office', () => {
    expect(told('owner', { away: ['ae'], covers: { ae: 'cover' } })).toEqual({
      memberId: 'cover',
      insteadOf: 'ae',
    })
  })

  it('the owner’s manager when owner and cover are both out', () => {
    expect(told('owner', { away: ['ae', 'cover'], covers: { ae: 'cover' } })).toEqual({
      memberId: 'boss',
      insteadOf: 'ae',
    })
  })

  it('the next one up when the manager has left', () => {
    expect(told('owner_manager', { away: ['boss'] })).toEqual({ memberId: 'vp', insteadOf: 'boss' })
  })

  it('whoever leads the side when the owner has no manager', () => {
    expect(told('owner_manager', { managers: {} })).toEqual({ memberId: 'boss', insteadOf: null })
  })

  it('an executive when the team is empty', () => {
    expect(told('owner_manager', { managers: {}, withRole: { sales_manager: [] } })?.memberId).toBe('eve')
  })

  it('never the owner themself as their own manager, while there is anybody else', () => {
    expect(
      told('owner_manager', { managers: {} }, { ownerId: 'boss', ownerRole: 'sales_lead' })?.memberId,
    ).toBe('eve')
  })

  it('an executive in place of a VP that the company does not have', () => {
    expect(
      told('side_vp', { managers: { csm: 'lead' } }, { ownerId: 'csm', ownerRole: 'csm' })?.memberId,
    ).toBe('eve')
  })

  it('an admin when nobody is RevOps', () => {
    expect(told('revops', { withRole: { revops: [] } })?.memberId).toBe('adam')
  })

  it('the only person of a company of one', () => {
    const alone = {
      managers: {},
      withRole: { sales_manager: [], executive: [], revops: [], admin: ['ae'], cs_manager: [] },
    }
    expect(told('owner_manager', alone)?.memberId).toBe('ae')
  })

  it('nobody when nobody can be reached', () => {
    const all = ['ae', 'boss', 'vp', 'lead', 'rita', 'adam', 'eve']
    expect(told('revops', { away: all })).toBeNull()
  })
})

it('only ever tells somebody who can be reached, also where managers go round in circles', () => {
  const ids = ['a', 'b', 'c', 'd', 'e']
  const one = fc.constantFrom(...ids)
  fc.assert(
    fc.property(
      fc.dictionary(one, one),
      fc.subarray(ids),
      fc.dictionary(one, one),
      fc.dictionary(fc.constantFrom('revops', 'admin', 'executive', 'sales_manager'), fc.subarray(ids)),
      fc.constantFrom(...escalationTargets),
      (managers, away, covers, withRole, target) => {
        const found = told(target, { managers, away, covers, withRole }, { ownerId: 'a', ownerRole: 'ae' })
        if (found) expect(away).not.toContain(found.memberId)
      },
    ),
  )
})
