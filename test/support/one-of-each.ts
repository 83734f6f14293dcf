import { sql } from 'kysely'
import { jsonSchemaOf } from '../../src/contract/operation-schema.ts'
import { operations } from '../../src/contract/operations.ts'
import type { OperationName } from '../../src/contract/routes.ts'
import { newId } from '../../src/db/new-id.ts'
import { qb } from '../../src/db/query.ts'
import { operationNames, routeOf } from '../../src/http/operations.ts'
import type { SampleIds } from './sample-input.ts'
import type { TestWorkspace } from './workspace.ts'

/** The table behind each prefix that operations name records by. */
const tables = {
  ask: 'contribution_link',
  cal: 'calendar',
  con: 'connection',
  del: 'deal',
  esc: 'escalation',
  evt: 'inbox',
  hnd: 'handoff',
  imp: 'import',
  job: 'outbox',
  key: 'api_key',
  mal: 'mail',
  mem: 'member',
  qst: 'question',
  ses: 'session',
  stp: 'step',
  tem: 'team',
} as const

/** Makes one record of every kind by its own verb, or by hand where time or an outside system makes it, and gives the ids. */
export async function oneOfEach(workspace: TestWorkspace): Promise<SampleIds> {
  const ae = await workspace.addMember({ roles: ['ae'] })
  await workspace.addMember({ roles: ['csm'] })
  await workspace.run('team.create', { name: 'Sales', side: 'sales' })
  await workspace.run('key.create', { name: 'Key', scopes: ['read'], days: 1 })
  await workspace.run('member.invite', {
    name: 'New',
    email: 'new@example.com',
    roles: ['ae'],
    sendMail: true,
  })
  const open = await workspace.run('deal.create', {
    name: 'Open',
    stageKind: 'open',
    accountName: 'Nordwind',
    ownerId: ae,
  })
  const brief = await workspace.run('answer.list', { id: open.id })
  const requirementId = brief.items[0]?.requirementId ?? ''
  await workspace.run('contribution.ask', { id: open.id, requirementId, name: 'Colleague' })
  await workspace.run('deal.create', { name: 'Won', stageKind: 'won', accountName: 'Suedwind', ownerId: ae })
  await workspace.run('import.create', { files: [{ name: 'deals.csv', size: 3 }] })
  const { id: connectionId } = await workspace.run('connection.create', { name: 'Source' })
  await workspace.within(async (tx) => {
    const event = {
      workspace_id: tx.workspaceId,
      id: newId('evt'),
      connection_id: connectionId,
      event_id: 'e1',
      body: Buffer.from('{}'),
      body_hash: Buffer.alloc(32),
      received_at: tx.now,
      status: 'parked',
      outcome: null,
      deal_id: null,
      attempts: 1,
      due_at: tx.now,
      lease_epoch: 0,
      ended_at: tx.now,
      conflicts: 0,
      request_id: null,
    }
    await tx.run(qb.insertInto('inbox').values(event))
  })
  await onHandoff(workspace, requirementId)
  return foundIds(workspace)
}

/** What hangs on a handoff: a question of the CSM, and an escalation, which otherwise takes a late clock. */
async function onHandoff(workspace: TestWorkspace, requirementId: string): Promise<void> {
  const { hnd = '', stp = '', mem = '' } = await foundIds(workspace)
  await workspace.run('question.ask', { id: hnd, requirementId, text: 'Which plan is it?' })
  await workspace.within((tx) => {
    const escalation = {
      workspace_id: tx.workspaceId,
      id: newId('esc'),
      handoff_id: hnd,
      step_ids: [stp],
      rung: 'first',
      raised_to: mem,
      opened_at: tx.now,
      raised_at: tx.now,
      closed_at: null,
      cause: null,
    }
    return tx.run(qb.insertInto('escalation').values(escalation))
  })
}

async function foundIds(workspace: TestWorkspace): Promise<SampleIds> {
  return workspace.within(async (tx) => {
    const found: Record<string, string> = {}
    for (const [prefix, table] of Object.entries(tables)) {
      const row = await tx.maybe(
        sql<{
          id: string
        }>`SELECT id FROM ${sql.table(table)} WHERE workspace_id = ${tx.workspaceId} ORDER BY id LIMIT 1`,
      )
      if (row) found[prefix] = row.id
    }
    return found
  })
}

/** The prefixes of the ids that stand in paths: what the matrix ought to have a record of. */
export function prefixesInPaths(): string[] {
  return [...new Set(operationNames.flatMap(prefixesOf))].toSorted()
}

function prefixesOf(name: OperationName): string[] {
  const fields = jsonSchemaOf(operations[name].input, 'input').properties ?? {}
  return [...routeOf(name).path.matchAll(/:([A-Za-z]+)/g)].flatMap(([, field = '']) => {
    const prefix = /^\^([a-z]{3})_\[/.exec(fields[field]?.pattern ?? '')?.[1]
    return prefix ? [prefix] : []
  })
}

/** A mark that changes when any record of these kinds does. */
export function markOf(workspace: TestWorkspace): Promise<string> {
  const marks = [...Object.values(tables), 'answer', 'sign_in_link', 'timer', 'verdict'].map(
    (table) =>
      sql`(SELECT md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)), '')) FROM ${sql.table(table)} t WHERE workspace_id = app_workspace())`,
  )
  return workspace.within(async (tx) => {
    const { mark } = await tx.one(sql<{ mark: string }>`SELECT concat_ws('/', ${sql.join(marks)},
      (SELECT count(*) FROM audit WHERE workspace_id = ${tx.workspaceId})) AS mark`)
    return mark
  })
}
