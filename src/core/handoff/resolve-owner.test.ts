import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { smallPlaybook } from '../../../test/support/small-playbook.ts'
import { type OwnerDirectory, resolveOwner } from './resolve-owner.ts'

const { roles } = smallPlaybook()
const members: Record<string, string[]> = {
  cs_manager: ['mem_lena', 'mem_carl'],
  revops: ['mem_rita'],
  admin: ['mem_adam'],
}

function directory(changes: Partial<OwnerDirectory> = {}): OwnerDirectory {
  return {
    dealOwnerId: 'mem_ae',
    csmId: 'mem_csm',
    managerOf: (id) => (id === 'mem_ae' ? 'mem_boss' : null),
    membersWithRole: (role) => members[role] ?? [],
    ...changes,
  }
}

const owner = (role: string, changes: Partial<OwnerDirectory> = {}) =>
  resolveOwner(role, roles, directory(changes))

describe('resolveOwner', () => {
  it.each([
    ['ae', 'mem_ae'],
    ['csm', 'mem_csm'],
    ['sales_lead', 'mem_boss'],
    ['ops', 'mem_rita'],
  ])('finds the %s', (role, memberId) => {
    expect(owner(role)).toEqual({ memberId, foundAs: role, standsIn: false })
  })

  it('takes always the same of several people with a role', () => {
    const other = { membersWithRole: (role: string) => (members[role] ?? []).toReversed() }
    expect(owner('cs_lead')?.memberId).toBe('mem_carl')
    expect(owner('cs_lead', other)?.memberId).toBe('mem_carl')
  })

  it('lets the stand-in of the playbook stand in', () => {
    expect(owner('csm', { csmId: null })).toEqual({
      memberId: 'mem_carl',
      foundAs: 'cs_lead',
      standsIn: true,
    })
  })

  it('passes over people who have left', () => {
    const isActive = (id: string) => id !== 'mem_csm' && id !== 'mem_carl'
    expect(owner('csm', { isActive })?.memberId).toBe('mem_lena')
  })

  it('falls to RevOps when no stand-in is found, then to an admin, then to nobody', () => {
    const nobody = { dealOwnerId: null, csmId: null, managerOf: () => null }
    expect(owner('ae', nobody)).toEqual({ memberId: 'mem_rita', foundAs: null, standsIn: true })
    const noOps = { ...nobody, membersWithRole: (role: string) => (role === 'admin' ? ['mem_adam'] : []) }
    expect(owner('ae', noOps)?.memberId).toBe('mem_adam')
    expect(owner('ae', { ...nobody, membersWithRole: () => [] })).toBeNull()
  })

  it('falls to RevOps for a role the playbook does not know', () => {
    expect(owner('nonsense')?.memberId).toBe('mem_rita')
  })

  it('does not go round in circles', () => {
    const circle = [
      { id: 'a', title: 'A', side: 'ops', from: 'manager_of', of: 'b', otherwise: 'b' },
      { id: 'b', title: 'B', side: 'ops', from: 'manager_of', of: 'a', otherwise: 'a' },
    ] as const
    expect(resolveOwner('a', circle, directory())?.memberId).toBe('mem_rita')
  })

  it('never finds nobody while there is an active admin, and never somebody who has left', () => {
    const id: fc.Arbitrary<string> = fc.constantFrom('m1', 'm2', 'm3')
    const people = fc.record({
      dealOwnerId: fc.option(id),
      csmId: fc.option(id),
      manager: fc.option(id),
      cs: fc.array(id),
      ops: fc.array(id),
      active: fc.array(id),
      role: fc.constantFrom(...roles.map((role) => role.id), 'nonsense'),
    })
    fc.assert(
      fc.property(people, ({ dealOwnerId, csmId, manager, cs, ops, active, role }) => {
        const withRole: Record<string, string[]> = { cs_manager: cs, revops: ops, admin: ['boss'] }
        const found = resolveOwner(role, roles, {
          dealOwnerId,
          csmId,
          managerOf: () => manager,
          membersWithRole: (name) => withRole[name] ?? [],
          isActive: (member) => member === 'boss' || active.includes(member),
        })
        expect(['boss', ...active]).toContain(found?.memberId)
      }),
    )
  })
})
