import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verbTable } from '../../src/app/verb-table.ts'
import type { Operation } from '../../src/contract/operation.ts'
import { operations } from '../../src/contract/operations.ts'
import { keyScopes } from '../../src/contract/workspace.ts'
import { type MemberRole, memberRoles } from '../../src/core/handoff/vocabulary.ts'
import { permissionNames, type RolePermission, rolesMay } from '../../src/core/permission/role-permissions.ts'
import { operationNames, routeOf } from '../../src/http/operations.ts'
import { call, openDoors, signedIn } from '../support/doors.ts'
import { markOf, oneOfEach, prefixesInPaths } from '../support/one-of-each.ts'
import { type SampleIds, sampleInput } from '../support/sample-input.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../support/workspace.ts'

/** What stands in these paths is a word of the contract, not a record of somebody. */
const namesNoRecord: ReadonlySet<string> = new Set(['notification.choose'])

/** What somebody may do is written down here a second time, from product.md and not from the table of roles. */
const managers: readonly MemberRole[] = ['sales_manager', 'cs_manager']
const owners: readonly MemberRole[] = ['revops', 'admin']
const readers = memberRoles.filter((role) => role !== 'contributor')

const named = operationNames.map((name) => ({ name, operation: operations[name] as Operation }))
const byRole = named.filter(({ operation }) => (permissionNames as string[]).includes(operation.permission))

let app: FastifyInstance
let ours: TestWorkspace
let theirs: TestWorkspace
const sessions = new Map<MemberRole, string>()
let theirAdmin: string
let ids: SampleIds

beforeAll(async () => {
  const runtime = await testRuntime()
  ours = await makeWorkspace(runtime)
  theirs = await makeWorkspace(runtime)
  app = await openDoors(runtime)
  for (const role of memberRoles)
    sessions.set(role, await signedIn(ours, await ours.addMember({ roles: [role] })))
  theirAdmin = await signedIn(theirs, theirs.adminId)
  ids = await oneOfEach(ours)
})
afterAll(() => app.close())

describe('without signing in', () => {
  test.each(named.filter(({ operation }) => operation.permission !== 'public'))(
    '$name is refused',
    async ({ name }) => {
      if (name === 'session.sign_out') return expect((await call(app, name, {})).statusCode).toBe(200)
      if (!served(name)) return
      const answer = await call(app, name, sampleInput(name))
      expect(answer.statusCode).toBe(401)
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
    },
  )
})

/** Uploads and downloads are mounted by those who own them; the table of served routes is checked elsewhere. */
function served(name: string): boolean {
  return !name.startsWith('import.') || operations[name as 'import.list'].handler !== 'custom'
}

describe.each(memberRoles)('as %s', (role) => {
  test.each(
    byRole.filter(({ name }) => served(name) && name !== 'change.stream' && name !== 'session.sign_out'),
  )('$name is allowed or refused as the role says', async ({ name, operation }) => {
    const allowed = rolesMay([role], operation.permission as RolePermission)
    // Nobody has these ids, so that what is allowed changes nothing here.
    const session = sessions.get(role) ?? ''
    const answer = await call(app, name, name === 'session.revoke' ? sampleInput(name) : harmless(name), {
      session,
    })
    if (!allowed) {
      expect(answer.statusCode).toBe(403)
      expect(answer.json()).toMatchObject({ code: 'forbidden' })
    } else {
      expect([401, 403]).not.toContain(answer.statusCode)
      if (verbTable[name]) expect(answer.statusCode).toBeLessThan(500)
    }
  })
})

/** An input that is refused before anything is done: it names a field that no operation has. */
function harmless(name: (typeof operationNames)[number]): Record<string, unknown> {
  return routeOf(name).method === 'GET'
    ? sampleInput(name)
    : { ...sampleInput(name), nobodyHasThisField: true }
}

describe('another workspace', () => {
  test('is tried with a real id of ours of every kind that stands in a path', () => {
    expect(prefixesInPaths().filter((prefix) => !ids[prefix])).toEqual([])
  })

  test.each(
    byRole.filter(({ name }) => routeOf(name).path.includes(':') && served(name) && !namesNoRecord.has(name)),
  )('$name finds nothing of ours, as if it were not there', async ({ name }) => {
    const before = await markOf(ours)
    const answer = await call(app, name, sampleInput(name, ids), { session: theirAdmin })
    if (verbTable[name]) expect([400, 404, 422]).toContain(answer.statusCode)
    else expect(answer.statusCode).not.toBe(200)
    if (answer.statusCode === 404) {
      const missing = await call(app, name, sampleInput(name), { session: theirAdmin })
      expect({ ...missing.json(), requestId: '' }).toEqual({ ...answer.json(), requestId: '' })
    }
    expect(answer.body).not.toContain(ours.slug)
    expect(await markOf(ours)).toBe(before)
  })

  test.each(
    byRole.filter(
      ({ name, operation }) =>
        operation.permission !== 'session.own' && routeOf(name).method === 'GET' && served(name),
    ),
  )('$name shows nothing of ours in a list', async ({ name }) => {
    if (name === 'change.stream') return
    const answer = await call(app, name, sampleInput(name, ids), { session: theirAdmin })
    for (const word of [ours.id, ours.slug, ids['key'] ?? '-', ids['tem'] ?? '-'])
      expect(answer.body).not.toContain(word)
  })
})

describe('the table of roles', () => {
  test('only an admin makes keys', () => expect(whoMay('key.manage')).toEqual(['admin']))
  test('RevOps and admins own the process', () => {
    for (const permission of [
      'workspace.manage',
      'people.manage',
      'playbook.manage',
      'connection.manage',
      'import.run',
    ] as const) {
      expect(whoMay(permission)).toEqual([...owners].toSorted())
    }
  })
  test('managers and owners steer and waive, sellers and CSMs do not', () => {
    for (const permission of ['handoff.steer', 'answer.waive', 'escalation.work'] as const) {
      expect(whoMay(permission)).toEqual([...managers, ...owners].toSorted())
    }
  })
  test('a seller cannot judge the own handoff', () => expect(whoMay('handoff.judge')).not.toContain('ae'))
  test('whoever only contributes sees no deal', () => {
    expect(whoMay('deal.view')).toEqual(readers.toSorted())
    expect(permissionNames.filter((it) => rolesMay(['contributor'], it)).toSorted()).toEqual([
      'session.own',
      'workspace.view',
    ])
  })
  test('an executive reads and changes nothing', () => {
    const changes = named.filter(
      ({ name, operation }) =>
        routeOf(name).method !== 'GET' &&
        (permissionNames as string[]).includes(operation.permission) &&
        rolesMay(['executive'], operation.permission as RolePermission),
    )
    // Checking a playbook is a POST for its size, and stores nothing.
    expect(
      changes.filter(({ operation }) => operation.permission !== 'session.own').map((it) => it.name),
    ).toEqual(['playbook.check'])
  })
})

function whoMay(permission: RolePermission): MemberRole[] {
  return memberRoles.filter((role) => rolesMay([role], permission)).toSorted()
}

describe('an API key', () => {
  test.each(keyScopes)('with scope %s does what that scope allows and no more', async (scope) => {
    const made = await call(
      app,
      'key.create',
      { name: `Key ${scope}`, scopes: [scope], days: 1 },
      { session: await signedIn(ours, ours.adminId) },
    )
    const { key } = made.json()
    const statuses: Record<string, number> = {}
    for (const name of ['workspace.show', 'session.revoke', 'key.list'] as const) {
      statuses[name] = (await call(app, name, harmless(name), { key })).statusCode
    }
    const allowed = { read: [200, 403, 403], write: [200, 400, 403], admin: [200, 400, 200] }[scope]
    expect(Object.values(statuses)).toEqual(allowed)
  })
})
