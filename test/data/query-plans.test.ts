import { beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../src/app/context.ts'
import { runOperation } from '../../src/app/run-operation.ts'
import type { Runtime } from '../../src/app/runtime.ts'
import type { Input, Output } from '../../src/contract/operations.ts'
import type { OperationName } from '../../src/contract/routes.ts'
import { newId } from '../../src/db/new-id.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../support/workspace.ts'
import { type Cost, costsOf } from './explain.ts'
import { listening, type Statement } from './listening.ts'
import { numbered, seedMany } from './seed-many.ts'

let workspace: TestWorkspace
let ears: { runtime: Runtime; taken(): Statement[] }
let connectionId: string
const readers: Record<string, Actor> = {}

beforeAll(async () => {
  const runtime = await testRuntime({ at: '2026-11-20T10:00:00.000Z' })
  workspace = await makeWorkspace(runtime)
  ears = listening(runtime)
  connectionId = (await workspace.run('connection.create', { name: 'CRM' })).id
  // A busy neighbour, so that finding one workspace's rows is part of the work.
  const neighbour = await makeWorkspace(runtime)
  await seedMany(neighbour, connectionId, 5_000)
  await seedMany(workspace, connectionId, 20_000)
  readers['an admin'] = workspace.admin
  readers['a seller'] = await workspace.actorOf(numbered('mem', 1))
  readers['a CSM'] = await workspace.actorOf(numbered('mem', 51))
  const manager = await workspace.actorWith('cs_manager')
  if (manager.kind !== 'member') throw new Error('expected a member')
  const team = Array.from({ length: 12 }, (_, i) => numbered('mem', 51 + i))
  readers['a manager of twelve'] = { ...manager, teamMemberIds: team }
}, 120_000)

/** Small tables that are read whole by design: a workspace has some people, one or two calendars, few imports. */
const small = [
  'member',
  'team',
  'calendar',
  'playbook_version',
  'connection',
  'workspace',
  'stage',
  'member_load',
  'load_delta',
  'credential',
  'notification_choice',
  'import',
  'import_mapping',
  'import_file',
  'import_chunk',
  'api_key',
  'session',
  'currency_rate',
  'product',
  'contribution_link',
  'sign_in_link',
  'timer',
  'verdict',
  'contact',
  'deal_contact',
  'audit_seal',
  'audit_head',
]

/** Runs an operation as it is served. */
async function ask<N extends OperationName>(name: N, input: Input<N>, reader: string): Promise<Output<N>> {
  const actor = readers[reader]
  if (!actor) throw new Error(`no reader ${reader}`)
  return runOperation(ears.runtime, {
    name,
    workspaceId: workspace.id,
    actor,
    input,
    requestId: newId('req'),
  })
}

/** The same, and what each of its statements costs. */
async function costs<N extends OperationName>(
  name: N,
  input: Input<N>,
  reader = 'an admin',
): Promise<Cost[]> {
  ears.taken()
  const answer = await ask(name, input, reader)
  const found = await costsOf(workspace.id, ears.taken())
  const next = typeof answer === 'object' && answer !== null && 'next' in answer ? answer.next : null
  if (typeof next === 'string' && !('cursor' in input)) {
    found.push(...(await costs(name, { ...input, cursor: next } as Input<N>, reader)))
  }
  return found
}

/** What one statement may cost: in pages of 8 kB, and in rows it finds by index and then has to throw away. */
type Most = { pages: number; thrownAway: number }
/** A page of fifty with the names beside it; and a filter walks at most what one person, status or tier has. */
const onePage: Most = { pages: 2_500, thrownAway: 4_100 }
/** The same for twelve people at once, who have 400 handoffs each. */
const twelvePeople: Most = { pages: 3_500, thrownAway: 12 * 500 }
/** A stage is looked for along all handoffs of each CSM, which is dear for a team: to be lowered, never raised. */
const twelvePeoplesDeals: Most = { pages: 22_000, thrownAway: 12 * 500 }
/** Counting tiers looks up account and earlier handoffs of each deal: to be lowered, never raised. */
const setUp: Most = { pages: 30_000, thrownAway: 4_100 }
/** All open escalations are looked up before the first fifty are chosen: to be lowered, never raised. */
const allEscalations: Most = { pages: 6_000, thrownAway: 4_100 }

function tooDear(found: readonly Cost[], most: Most = onePage): string[] {
  const scans = (cost: Cost): string[] => cost.scanned.filter((table) => !small.includes(table))
  return found
    .filter((it) => scans(it).length > 0 || it.pages > most.pages || it.thrownAway > most.thrownAway)
    .map((it) => {
      const whole = scans(it).length > 0 ? `reads all of ${scans(it).join(', ')}, ` : ''
      return `${whole}${it.pages} pages, throws ${it.thrownAway} rows away: ${it.statement}`
    })
}

const handoffFilters = {
  status: 'returned',
  tier: 'enterprise',
  aeId: numbered('mem', 7),
  csmId: numbered('mem', 60),
  accountId: numbered('acc', 9),
  late: true,
  search: 'account 77',
} as const

/** None, each, every two, and all of some filters. */
function combinations<T extends object>(filters: T): Partial<T>[] {
  const entries = Object.entries(filters)
  const pairs = entries.flatMap((a, i) => entries.slice(i + 1).map((b) => [a, b]))
  const chosen = [[], ...entries.map((a) => [a]), ...pairs, entries]
  return chosen.map((some) => Object.fromEntries(some) as Partial<T>)
}

const sorts = ['newest', 'opened', 'due'] as const

describe('with 20,000 handoffs in the workspace and more beside it, the app login finds by index', () => {
  it.each([
    ['an admin', onePage],
    ['a CSM', onePage],
    ['a manager of twelve', twelvePeople],
  ])(
    'the pipeline of %s, by every filter in every order',
    async (reader, most) => {
      for (const filters of combinations(handoffFilters)) {
        for (const sort of Object.keys(filters).length === 1 ? sorts : (['newest', 'due'] as const)) {
          const asked = { ...filters, sort }
          expect(tooDear(await costs('handoff.list', asked, reader), most), JSON.stringify(asked)).toEqual([])
        }
      }
    },
    120_000,
  )

  it('what no handoff is', async () => {
    for (const filters of combinations({
      tier: 'follow_on',
      search: 'zzzzzz',
      accountId: numbered('acc', 999_999),
    })) {
      const asked = { status: 'confirmed', ...filters } as const
      expect(tooDear(await costs('handoff.list', asked)), JSON.stringify(asked)).toEqual([])
    }
  })

  it.each([
    ['an admin', onePage],
    ['a seller', onePage],
    ['a CSM', onePage],
    ['a manager of twelve', twelvePeoplesDeals],
  ])('the deals of %s, by every filter', async (reader, most) => {
    const filters = {
      stageKind: 'likely',
      ownerId: numbered('mem', 7),
      accountId: numbered('acc', 9),
      search: 'deal 77',
    } as const
    for (const asked of combinations(filters))
      expect(tooDear(await costs('deal.list', asked, reader), most), JSON.stringify(asked)).toEqual([])
  })

  it.each([
    ['an admin', onePage],
    ['a seller', onePage],
    ['a CSM', onePage],
    ['a manager of twelve', twelvePeople],
  ])('today of %s', async (reader, most) => {
    for (const as of ['me', 'team'] as const)
      expect(tooDear(await costs('handoff.today', { as }, reader), most), as).toEqual([])
  })

  it('a handoff, its timeline, its deal and its brief', async () => {
    const [handoff, deal] = [{ id: numbered('hnd', 15_000) }, { id: numbered('del', 15_000) }]
    expect(tooDear(await costs('handoff.show', handoff))).toEqual([])
    expect(tooDear(await costs('handoff.timeline', handoff))).toEqual([])
    expect(tooDear(await costs('deal.show', deal))).toEqual([])
    expect(tooDear(await costs('answer.list', deal))).toEqual([])
    expect(tooDear(await costs('gate.check', { ...deal, stage: 'won' }))).toEqual([])
    expect(tooDear(await costs('contribution.list', deal))).toEqual([])
  })

  it.each(['an admin', 'a seller', 'a CSM'])('what %s searches for', async (reader) => {
    for (const q of ['account 77', 'deal 19999', 'zzzzzz', 'ac'])
      expect(tooDear(await costs('search.find', { q }, reader)), q).toEqual([])
  })

  it.each(['a seller', 'a CSM', 'a manager of twelve'])(
    'what is theirs, for %s, by a word all share',
    async (reader) => {
      expect((await ask('search.find', { q: 'deal' }, reader)).items).toHaveLength(12)
      expect((await ask('deal.list', { search: 'deal' }, reader)).items).toHaveLength(50)
      expect((await ask('handoff.list', { search: 'account' }, reader)).items).toHaveLength(50)
    },
  )

  it('says where a word finds more than a list looks at, and not where it finds all', async () => {
    for (const name of ['deal.list', 'handoff.list'] as const) {
      expect((await ask(name, { search: 'account' }, 'an admin')).tooBroad).toBe(true)
      expect((await ask(name, { search: 'account 777' }, 'an admin')).tooBroad).toBe(false)
      expect((await ask(name, {}, 'an admin')).tooBroad).toBe(false)
    }
  })

  it('notifications, unread or all', async () => {
    expect(tooDear(await costs('notification.list', {}, 'a seller'))).toEqual([])
    expect(tooDear(await costs('notification.list', { unread: true }, 'a seller'))).toEqual([])
  })

  it('the deliveries of a connection, by status', async () => {
    for (const status of [undefined, 'parked', 'done', 'pending'] as const)
      expect(tooDear(await costs('connection.deliveries', { id: connectionId, status })), status).toEqual([])
    expect(tooDear(await costs('connection.list', {}))).toEqual([])
    expect(tooDear(await costs('connection.show', { id: connectionId }))).toEqual([])
  })

  it('the audit trail, mails, escalations, parked jobs, imports and people', async () => {
    expect(tooDear(await costs('audit.list', {}))).toEqual([])
    for (const status of [undefined, 'failed', 'kept', 'queued'] as const)
      expect(tooDear(await costs('mail.list', { status })), status).toEqual([])
    for (const reader of ['an admin', 'a CSM', 'a manager of twelve'])
      expect(tooDear(await costs('escalation.list', {}, reader), allEscalations), reader).toEqual([])
    expect(tooDear(await costs('job.list_parked', {}))).toEqual([])
    expect(tooDear(await costs('import.list', {}))).toEqual([])
    expect(tooDear(await costs('import.problems', { id: numbered('imp', 1) }))).toEqual([])
    expect(tooDear(await costs('member.list', { search: 'person 7', role: 'csm' }))).toEqual([])
    expect(tooDear(await costs('session.show', {}))).toEqual([])
  })

  it('set-up, which looks at the last 2,000 deals', async () => {
    const found = await costs('workspace.setup', {})
    // Whether anybody ever submitted one: it ends at the first, which may stand behind other workspaces' rows.
    const rest = found.filter((it) => !it.statement.startsWith('SELECT EXISTS (SELECT 1 FROM handoff'))
    expect(rest.length).toBeGreaterThan(3)
    expect(tooDear(rest, setUp)).toEqual([])
  })

  it('what is due, of all workspaces at once, as the login that only sees that', async () => {
    const runtime = await testRuntime()
    for (const queue of queues) {
      const { rows } = await runtime.timerPool.query(`EXPLAIN ${dueText(queue)}`)
      expect(JSON.stringify(rows), queue).toMatch(new RegExp(`Index.* using ${queue}_(pending|due)`))
    }
  })

  it('the test sees what is too dear: a condition that no index serves', async () => {
    const text = 'SELECT * FROM handoff WHERE workspace_id = $1 AND tier_reason = $2'
    const found = await costsOf(workspace.id, [{ text, values: [workspace.id, 'nothing'] }])
    expect(tooDear(found)).toEqual([expect.stringMatching(/reads all of handoff|throws 20000 rows away/)])
  })
})

const queues = ['outbox', 'inbox', 'timer'] as const

/** As the queue asks it; see app/queue/claim.ts. */
function dueText(queue: (typeof queues)[number]): string {
  const open = queue === 'timer' ? 'done_at IS NULL' : `status = 'pending'`
  return `SELECT workspace_id, id FROM ${queue} WHERE ${open} AND due_at <= app_now() ORDER BY due_at, workspace_id, id LIMIT 100`
}
