import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { mailsOf, notesOf } from '../../../test/support/told.ts'
import { makeWorkspace, type TestWorkspace } from '../../../test/support/workspace.ts'
import { openWorld, type World } from '../../../test/support/world.ts'
import { type Message, notify } from './notify.ts'

/** Wednesday noon; offices are open from 9 to 18, Monday to Friday. */
const noon = '2026-11-18T12:00:00.000Z'
const night = '2026-11-18T22:00:00.000Z'
const nextMorning = '2026-11-19T09:00:00.000Z'

let world: World
let space: TestWorkspace
let ana: string
beforeAll(async () => {
  world = await openWorld({ at: noon })
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(async () => {
  world.setClock(noon)
  space = await makeWorkspace(world.runtime, { zone: 'UTC' })
  ana = await space.addMember({ roles: ['csm'], name: 'Ana', email: 'ana@example.com' })
})

function tell(message: Partial<Message> = {}, times = 1): Promise<void> {
  const one: Message = {
    event: 'question_asked',
    to: [ana],
    actorId: null,
    handoffId: null,
    path: '/deals/x',
    words: () => ({ title: 'Bo asks about Acme', body: ['Which modules?'], button: 'Answer' }),
    ...message,
  }
  return space.within((tx, ctx) =>
    notify(
      ctx,
      tx,
      Array.from({ length: times }, () => one),
    ),
  )
}

async function choose(inApp: boolean, mail: 'at_once' | 'digest' | 'never'): Promise<void> {
  await space.run('notification.choose', { event: 'question_asked', inApp, mail }, await space.actorOf(ana))
}

const setMember = (change: Record<string, string | null>): Promise<unknown> =>
  space.within((tx) =>
    tx.run(
      sql`UPDATE member SET ${sql.join(Object.entries(change).map(([k, v]) => sql`${sql.ref(k)} = ${v}`))}, version = version + 1 WHERE workspace_id = ${tx.workspaceId} AND id = ${ana}`,
    ),
  )

describe('everybody is told as they chose', () => {
  test.each([
    { inApp: true, mail: 'at_once', notes: 1, mails: 1, digests: 0 },
    { inApp: false, mail: 'at_once', notes: 0, mails: 1, digests: 0 },
    { inApp: true, mail: 'never', notes: 1, mails: 0, digests: 0 },
    { inApp: true, mail: 'digest', notes: 1, mails: 0, digests: 1 },
    { inApp: false, mail: 'digest', notes: 0, mails: 0, digests: 1 },
    { inApp: false, mail: 'never', notes: 0, mails: 0, digests: 0 },
  ] as const)('on screen $inApp, by mail $mail', async ({ inApp, mail, notes, mails, digests }) => {
    await choose(inApp, mail)
    await tell()
    expect((await mailsOf(space)).filter((m) => m.subject === 'Bo asks about Acme')).toHaveLength(mails)
    world.setClock('2026-11-19T09:01:00.000Z')
    await world.settle()
    expect((await mailsOf(space)).filter((m) => m.text.includes('Asked of you (1)'))).toHaveLength(digests)
    const list = await space.run('notification.list', {}, await space.actorOf(ana))
    expect(list.items).toHaveLength(notes)
    expect(list.unread).toBe(notes)
  })

  test('and nobody of what they did themselves, or after they left', async () => {
    await tell({ actorId: ana })
    expect(await notesOf(space)).toEqual([])
    await setMember({ status: 'suspended' })
    await tell()
    expect(await notesOf(space)).toEqual([])
    expect(await mailsOf(space)).toEqual([])
  })

  test('somebody without a mail address is told on screen', async () => {
    const known = await space.addMember({ roles: ['ae'], name: 'Known', email: null, status: 'known' })
    await tell({ to: [ana, known] })
    expect((await notesOf(space)).map((n) => n.who)).toEqual(['Ana'])
  })
})

describe('nothing outside working hours', () => {
  test('a mail of the night goes out when the office opens, the note is there at once', async () => {
    world.setClock(night)
    await tell()
    const [mail] = await mailsOf(space)
    expect(mail?.dueAt).toBe(nextMorning)
    expect(await notesOf(space)).toHaveLength(1)
    await world.settle()
    expect((await mailsOf(space))[0]?.status).toBe('queued')
    world.setClock('2026-11-19T09:00:01.000Z')
    await world.settle()
    expect((await mailsOf(space))[0]?.status).toBe('kept')
  })

  test('but for what is urgent', async () => {
    world.setClock(night)
    await tell({ urgent: true })
    await world.settle()
    expect((await mailsOf(space))[0]?.status).toBe('kept')
  })

  test('the hours are the reader’s own', async () => {
    const calendar = await space.within(async (tx, ctx) => {
      const id = ctx.newId('cal')
      const open = ['09:00-18:00']
      const week = { mon: open, tue: open, wed: open, thu: open, fri: open, sat: [], sun: [] }
      await tx.run(sql`INSERT INTO calendar (workspace_id, id, key, title, definition)
        VALUES (${tx.workspaceId}, ${id}, 'tokyo', 'Tokyo', ${JSON.stringify({ id: 'tokyo', title: 'Tokyo', zone: 'Asia/Tokyo', week })}::jsonb)`)
      return id
    })
    await setMember({ calendar_id: calendar })
    // 12:00 UTC is 21:00 in Tokyo, whose office opens at midnight UTC.
    await tell()
    expect((await mailsOf(space))[0]?.dueAt).toBe('2026-11-19T00:00:00.000Z')
  })

  test('days out of office are no work', async () => {
    await setMember({ away_from: '2026-11-16T00:00:00.000Z', away_until: '2026-11-23T00:00:00.000Z' })
    await tell()
    expect((await mailsOf(space))[0]?.dueAt).toBe('2026-11-23T09:00:00.000Z')
  })

  test('a digest that was due while the server was down waits for the morning', async () => {
    await choose(true, 'digest')
    await tell()
    world.setClock('2026-11-19T23:00:00.000Z')
    await world.settle()
    expect(await mailsOf(space)).toEqual([])
    world.setClock('2026-11-20T09:01:00.000Z')
    await world.settle()
    expect(await mailsOf(space)).toHaveLength(1)
  })
})

describe('digests instead of floods', () => {
  test('five mails in ten minutes are mails, a sixth makes one digest of the rest', async () => {
    for (let i = 0; i < 5; i++) await tell()
    expect(await mailsOf(space)).toHaveLength(5)
    for (let i = 0; i < 20; i++) await tell()
    expect(await mailsOf(space)).toHaveLength(5)
    world.setClock('2026-11-18T12:11:00.000Z')
    await world.settle()
    const mails = await mailsOf(space)
    expect(mails).toHaveLength(6)
    expect(mails.at(-1)?.text).toContain('Asked of you (20)')
    expect((await notesOf(space)).filter((n) => n.inDigest)).toEqual([])
  })

  test('one digest a day, at the first opening, with what was not read on screen by then', async () => {
    await choose(true, 'digest')
    await tell({ words: () => ({ title: 'First', body: [''], button: 'See' }) })
    world.setClock('2026-11-18T15:00:00.000Z')
    await tell({ words: () => ({ title: 'Second', body: [''], button: 'See' }) })
    const me = await space.actorOf(ana)
    const [latest] = (await space.run('notification.list', {}, me)).items
    await space.run('notification.read', { ids: [latest?.id ?? ''] }, me)
    world.setClock('2026-11-19T08:59:00.000Z')
    await world.settle()
    expect(await mailsOf(space)).toEqual([])
    world.setClock('2026-11-19T09:00:01.000Z')
    await world.settle()
    const mails = await mailsOf(space)
    expect(mails).toHaveLength(1)
    expect(mails[0]?.text).toContain('First')
    expect(mails[0]?.text).not.toContain('Second')
    world.setClock('2026-11-20T09:00:01.000Z')
    await world.settle()
    expect(await mailsOf(space)).toHaveLength(1)
  })

  test('two processes send one digest', async () => {
    await choose(true, 'digest')
    await tell({}, 3)
    world.setClock('2026-11-19T09:00:01.000Z')
    await using one = world.start()
    await using two = world.start()
    await Promise.all([one.queue.idle(), two.queue.idle()])
    expect(await mailsOf(space)).toHaveLength(1)
  })
})

describe('the list of what one was told', () => {
  test('is one’s own, page by page, and can be read one by one or whole', async () => {
    await tell({}, 5)
    const me = await space.actorOf(ana)
    const first = await space.run('notification.list', { limit: 3 }, me)
    expect(first.items).toHaveLength(3)
    const second = await space.run('notification.list', { limit: 3, cursor: first.next ?? '' }, me)
    expect(second.items).toHaveLength(2)
    expect(second.next).toBeNull()
    const other = await space.actorWith('csm')
    expect((await space.run('notification.list', {}, other)).items).toEqual([])
    await space.run('notification.read', { ids: first.items.map((i) => i.id) }, other)
    expect(await space.run('notification.read', { ids: [first.items[0]?.id ?? ''] }, me)).toEqual({
      unread: 4,
    })
    expect((await space.run('notification.list', { unread: true }, me)).items).toHaveLength(4)
    expect(await space.run('notification.read', {}, me)).toEqual({ unread: 0 })
    await expect(space.run('notification.list', { cursor: first.next ?? '' }, other)).rejects.toMatchObject({
      code: 'invalid',
    })
  })

  test('every event has a name and a usual way, which a choice replaces', async () => {
    const me = await space.actorOf(ana)
    const { items } = await space.run('notification.choices', {}, me)
    expect(items.find((i) => i.event === 'question_asked')).toMatchObject({ inApp: true, mail: 'at_once' })
    expect(new Set(items.map((i) => i.title)).size).toBe(items.length)
    await choose(false, 'never')
    const after = await space.run('notification.choices', {}, me)
    expect(after.items.find((i) => i.event === 'question_asked')).toMatchObject({
      inApp: false,
      mail: 'never',
    })
  })
})
