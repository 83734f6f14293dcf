import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Operation } from '../../src/contract/operation.ts'
import { operations } from '../../src/contract/operations.ts'
import type { OperationName } from '../../src/contract/routes.ts'
import { type MemberRole, memberRoles } from '../../src/core/handoff/vocabulary.ts'
import { permissionNames, type RolePermission, rolesMay } from '../../src/core/permission/role-permissions.ts'
import { operationNames, routeOf } from '../../src/http/operations.ts'
import { call, openDoors, signedIn } from '../support/doors.ts'
import { oneOfEach } from '../support/one-of-each.ts'
import { type SampleIds, sampleInput } from '../support/sample-input.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../support/workspace.ts'

/** Records that belong to one customer: whose they are decides who may see them. */
const ofOneCustomer = /^\/api\/v1\/(deals|handoffs|steps|questions|escalations|contributions)\/:id/
/** Who sees every customer's records, written down a second time from product.md. */
const seeEverything: readonly MemberRole[] = [
  'revops',
  'admin',
  'executive',
  'implementation_lead',
  'support',
]

const onRecords = operationNames.filter((name) => ofOneCustomer.test(routeOf(name).path))
const permissionOf = (name: OperationName): RolePermission => {
  const { permission }: Operation = operations[name]
  return permissionNames.find((it) => it === permission) ?? 'workspace.manage'
}

let app: FastifyInstance
let workspace: TestWorkspace
let ids: SampleIds
const strangers = new Map<MemberRole, string>()
/** The AE and the CSM of the handoff, and whoever manages them. */
const insiders = new Map<MemberRole, string>()

beforeAll(async () => {
  const runtime = await testRuntime()
  workspace = await makeWorkspace(runtime)
  app = await openDoors(runtime)
  ids = await onOneHandoff(await oneOfEach(workspace))
  for (const role of memberRoles)
    strangers.set(role, await signedIn(workspace, await workspace.addMember({ roles: [role] })))
})
afterAll(() => app.close())

/** The ids of records that all belong to the same won deal, and sessions of the people around it. */
async function onOneHandoff(found: SampleIds): Promise<SampleIds> {
  const { dealId, ae, csm, steps } = await workspace.run('handoff.show', { id: found['hnd'] ?? '' })
  const brief = await workspace.run('answer.list', { id: dealId })
  const requirementId = brief.items[0]?.requirementId ?? ''
  const asked = await workspace.run('contribution.ask', { id: dealId, requirementId, name: 'Colleague' })
  const leads = [
    ['ae', ae?.id ?? '', 'sales_manager'],
    ['csm', csm?.id ?? '', 'cs_manager'],
  ] as const
  for (const [role, id, leadRole] of leads) {
    const lead = await workspace.addMember({ roles: [leadRole] })
    const { version } = await workspace.run('member.show', { id })
    await workspace.run('member.update', { id, version, managerId: lead })
    insiders.set(role, await signedIn(workspace, id))
    insiders.set(leadRole, await signedIn(workspace, lead))
  }
  return { ...found, del: dealId, ask: asked.id, stp: steps[0]?.id ?? '' }
}

test('the table of operations has many on records of one customer', () => {
  expect(onRecords.length).toBeGreaterThan(25)
})

describe.each(memberRoles)('a record of others, for %s', (role) => {
  test.each(onRecords)('%s: only who sees everything finds it', async (name) => {
    const session = strangers.get(role) ?? ''
    const answer = await call(app, name, sampleInput(name, ids), { session })
    if (!rolesMay([role], permissionOf(name))) return expect(answer.statusCode).toBe(403)
    const missing = await call(app, name, sampleInput(name), { session })
    expect(missing.statusCode).toBe(404)
    if (seeEverything.includes(role)) return expect(answer.json().code).not.toBe(missing.json().code)
    expect({ ...answer.json(), requestId: '' }).toEqual({ ...missing.json(), requestId: '' })
  })
})

describe.each(['ae', 'csm', 'sales_manager', 'cs_manager'] as const)('the record of the %s', (role) => {
  test.each(onRecords.filter((name) => rolesMay([role], permissionOf(name))))('%s finds it', async (name) => {
    const session = insiders.get(role) ?? ''
    const answer = await call(app, name, sampleInput(name, ids), { session })
    const missing = await call(app, name, sampleInput(name), { session })
    expect(answer.json().code).not.toBe(missing.json().code)
    if (routeOf(name).method === 'GET') expect(answer.statusCode).toBe(200)
  })
})
