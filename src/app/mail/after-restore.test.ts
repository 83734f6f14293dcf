import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeClocks } from '../../../test/support/many-clocks.ts'
import { migratedDatabase, type TestDatabase } from '../../../test/support/postgres.ts'
import { addSource, mailsOf, notesOf, tellDeal } from '../../../test/support/told.ts'
import { makeWorkspace, type TestWorkspace } from '../../../test/support/workspace.ts'
import { openWorld, type World } from '../../../test/support/world.ts'
import { client, closeAll, mailServer } from '../../connectors/smtp/test-mail-server.ts'
import { backup } from '../../db/backup.ts'
import { restore } from '../../db/restore.ts'
import { notify } from '../notifications/notify.ts'
import { runOperation } from '../run-operation.ts'
import { type Place, workIn } from '../work-in.ts'

// A step anchored on Monday at ten is due a business day later; offices are open from 9 to 18.
const monday = '2026-11-16T10:00:00.000Z'
const backupAt = '2026-11-16T12:00:00.000Z'
const restoreAt = '2026-11-17T15:00:00.000Z'
const plusMinutes = (at: string, minutes: number): string =>
  new Date(Date.parse(at) + minutes * 60_000).toISOString()

let folder: string
let before: World
let after: World
let space: TestWorkspace
let restored: TestWorkspace
let server: Awaited<ReturnType<typeof mailServer>>
let sentBefore: number

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-restored-'))
  server = await mailServer()
  before = await openWorld({ at: monday })
  space = await makeWorkspace(before.runtime, { zone: 'UTC' })
  await liveThroughMonday()
  const file = join(folder, 'monday.backup')
  await backup({ ownerUrl: before.database.ownerUrl, target: { file } })
  // Hour by hour, as clocks and digests fall due; all of it goes out.
  for (let at = Date.parse(backupAt); at <= Date.parse(restoreAt); at += 3_600_000) {
    before.setClock(new Date(at).toISOString())
    await before.settle(client(server.port))
  }
  sentBefore = server.received.length
  const database = await migratedDatabase()
  await restore({ ownerUrl: ownerAt(database, restoreAt), file })
  after = await openWorld({ at: restoreAt, database })
  restored = { ...space, within: (work) => workIn(after.runtime, placeOf(null), (ctx, tx) => work(tx, ctx)) }
}, 60_000)

afterAll(async () => {
  await closeAll()
  await before[Symbol.asyncDispose]()
  await after[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

/** Leaves clocks running, a digest waiting, announcements to be made and an event to be handled. */
async function liveThroughMonday(): Promise<void> {
  const lead = await space.addMember({ roles: ['cs_manager'], name: 'lead', email: 'lead@example.com' })
  await space.addMember({ roles: ['revops'], name: 'revops', email: 'revops@example.com' })
  const csm = await space.addMember({
    roles: ['csm'],
    name: 'csm',
    email: 'csm@example.com',
    manager_id: lead,
  })
  await space.addMember({ roles: ['ae'], name: 'seller', email: 'seller@example.com', external_id: 'u-1' })
  await makeClocks(space, [{ tier: 'mid_market', ownerId: csm, anchorAt: monday }])
  before.setClock(backupAt)
  const source = await addSource(space)
  await tellDeal(space, source, {
    name: 'Acme',
    accountName: 'Acme',
    stageId: 'won',
    ownerEmail: 'seller@example.com',
    amount: { amountMinor: 5_000_000, currency: 'EUR' },
  })
  await space.within((tx, ctx) =>
    notify(ctx, tx, [
      {
        event: 'question_answered',
        to: [lead],
        actorId: null,
        handoffId: null,
        path: '/pipeline',
        most: 'digest',
        words: () => ({ title: 'News for the digest', body: ['It can wait.'], button: 'Open' }),
      },
    ]),
  )
}

function placeOf(aroseAt: string | null): Place {
  return {
    workspaceId: space.id,
    actor: { kind: 'system', job: 'test' },
    requestId: 'req_test',
    aroseAt,
  }
}

/** The owner's address, with the clock of this database at this instant. */
function ownerAt({ ownerUrl }: TestDatabase, at: string): string {
  const offset = `-c app.clock_offset_ms=${Date.parse(at) - Date.now()}`
  return `${ownerUrl}${ownerUrl.includes('?') ? '&' : '?'}options=${encodeURIComponent(offset)}`
}

const subjects = (from: number): string[] =>
  server.received.slice(from).map(({ to, source }) => `${to} ${/^Subject: (.*)$/m.exec(source)?.[1]}`)

test('nothing of before it is mailed again by itself, whatever falls due: it is held to be read', async () => {
  expect(subjects(0)).toEqual(
    expect.arrayContaining([
      'csm@example.com Acme is won: the handoff is yours',
      'revops@example.com seller closed Acme with gaps',
      'csm@example.com Due now for Customer 0: Make the first contact',
      'lead@example.com Late for Customer 0: Make the first contact',
      expect.stringMatching(/^lead@example.com 1 thing to know/),
    ]),
  )
  await after.settle(client(server.port))
  after.setClock(plusMinutes(restoreAt, 20))
  await after.settle(client(server.port))
  expect(subjects(sentBefore)).toEqual([])
  const mails = await mailsOf(restored)
  expect(mails.map((mail) => mail.status)).toEqual(mails.map(() => 'held'))
  expect(new Set(mails.map((mail) => mail.who))).toEqual(new Set(['csm', 'lead', 'revops', 'seller']))
})

test('what clocks change is changed all the same: whoever looks sees the reminder and the escalation', async () => {
  const events = (await notesOf(restored)).map((note) => `${note.who} ${note.event}`)
  expect(events).toEqual(expect.arrayContaining(['csm step_due', 'lead escalation', 'csm handoff_opened']))
  const { open } = await restored.within((tx) =>
    tx.one(
      sql<{
        open: number
      }>`SELECT count(*)::integer AS open FROM escalation WHERE workspace_id = ${tx.workspaceId}`,
    ),
  )
  expect(open).toBeGreaterThan(0)
})

test('a held mail goes out when somebody sends it', async () => {
  await using process = after.start({ mail: client(server.port) })
  const [held] = await mailsOf(restored)
  await runOperation(process.runtime, {
    name: 'mail.retry',
    workspaceId: space.id,
    actor: space.admin,
    input: { id: held?.id ?? '' },
    requestId: 'req_test',
  })
  await process.queue.idle()
  expect(subjects(sentBefore)).toHaveLength(1)
})

test('an event that had come in before it is handled, and what follows is not mailed by itself', async () => {
  const from = server.received.length
  const source = await addSource(restored)
  const within: TestWorkspace['within'] = (work) =>
    workIn(after.runtime, placeOf(backupAt), (ctx, tx) => work(tx, ctx))
  const deal = { name: 'Beta', accountName: 'Beta', stageId: 'won', ownerEmail: 'seller@example.com' }
  await tellDeal({ ...restored, within }, source, { externalId: 'd-2', ...deal })
  await after.settle(client(server.port))
  expect(subjects(from)).toEqual([])
  const held = (await mailsOf(restored)).filter((mail) => mail.subject.includes('Beta'))
  expect(held.map((mail) => mail.status)).toContain('held')
})

test('what comes after it is mailed as ever', async () => {
  const from = server.received.length
  for (const at of ['2026-11-17T17:30:00.000Z', '2026-11-18T10:01:00.000Z']) {
    after.setClock(at)
    await after.settle(client(server.port))
  }
  expect(subjects(from)).toContain('revops@example.com Late for Customer 0: Make the first contact')
  const again = subjects(from).filter((line) => subjects(0).slice(0, sentBefore).includes(line))
  expect(again).toEqual([])
})
