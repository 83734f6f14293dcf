import { beforeEach, describe, expect, test } from 'vitest'
import {
  dealsOf,
  eventsOf,
  handleDue,
  makeHookWorkspace,
  makeSource,
  news,
  openHooks,
  send,
  type TestSource,
} from '../../../test/support/hooks.ts'
import type { TestRuntime } from '../../../test/support/runtime.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../../../test/support/workspace.ts'
import { qb } from '../../db/query.ts'

let runtime: TestRuntime
let workspace: TestWorkspace
let source: TestSource

beforeEach(async () => {
  runtime = await testRuntime()
  const made = await makeHookWorkspace(runtime)
  workspace = made.workspace
  source = made.source
})

async function receive(...bodies: unknown[]): Promise<void> {
  const app = await openHooks(runtime)
  for (const body of bodies) expect((await send(app, source, body)).statusCode).toBe(200)
  await app.close()
  await handleDue(runtime, workspace.id)
}

const rowOf = (id: string) =>
  workspace.within((tx) =>
    tx.one(
      qb.selectFrom('connection').selectAll().where('workspace_id', '=', workspace.id).where('id', '=', id),
    ),
  )

describe('making and changing a connection', () => {
  test('its secret is shown once, kept sealed, and in no other answer and no audit entry', async () => {
    const made = await workspace.run('connection.create', { name: 'HubSpot' })
    expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(made.url).toBe(`https://handoff.example.com/hooks/${workspace.id}/${made.id}`)
    expect(made.liveFrom).not.toBeNull()
    const row = await rowOf(made.id)
    expect(row.secret_sealed).toMatch(/^s1\./)
    const place = `${workspace.id}|connection|${made.id}|secret_sealed`
    expect(runtime.connectors.seal.unseal(row.secret_sealed ?? '', place)).toBe(made.secret)
    const audit = await workspace.within((tx) =>
      tx.many(qb.selectFrom('audit_payload').select('payload').where('workspace_id', '=', workspace.id)),
    )
    const said = JSON.stringify([
      await workspace.run('connection.show', { id: made.id }),
      await workspace.run('connection.list', {}),
      audit,
    ])
    expect(said).toContain('HubSpot')
    expect(said).not.toContain(made.secret.slice('whsec_'.length))
    expect(said).not.toContain('s1.')
  })

  test('a secret of one’s own must fit how calls are signed', async () => {
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
    expect((await workspace.run('connection.create', { name: 'Own', secret })).secret).toBe(secret)
    await expect(
      workspace.run('connection.create', { name: 'Bad', secret: 'a plain old password' }),
    ).rejects.toMatchObject({
      code: 'invalid',
      fields: [{ path: 'secret', message: expect.stringContaining('whsec_') }],
    })
  })

  test('settings that do not fit are told with their place; a name is given once', async () => {
    const config = { scheme: { kind: 'standard-webhooks' }, mapping: { deal: { externalId: 'a..b' } } }
    await expect(workspace.run('connection.create', { name: 'X', config })).rejects.toMatchObject({
      code: 'invalid',
      fields: [
        { path: 'config.mapping.deal.externalId', message: expect.stringContaining('expected a path') },
      ],
    })
    await workspace.run('connection.create', { name: 'Once' })
    await expect(workspace.run('connection.create', { name: 'Once' })).rejects.toMatchObject({
      detail: 'name_taken',
      message: expect.stringContaining('"Once"'),
    })
    const removed = await makeSource(workspace, { name: 'Again' })
    await workspace.run('connection.update', { id: removed.id, version: 1, status: 'removed' })
    await workspace.run('connection.create', { name: 'Again' })
  })

  test('whoever changes what somebody else changed first sees what stands there', async () => {
    await workspace.run('connection.update', { id: source.id, version: 1, name: 'Mine' })
    await expect(
      workspace.run('connection.update', { id: source.id, version: 1, name: 'Theirs' }),
    ).rejects.toMatchObject({ code: 'conflict', current: { name: 'Mine', version: 2 } })
  })

  test('only who keeps the workspace may see or change connections, and nobody of another', async () => {
    const ae = await workspace.actorWith('ae')
    const csm = await workspace.actorWith('csm')
    for (const actor of [ae, csm]) {
      await expect(workspace.run('connection.list', {}, actor)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(workspace.run('connection.replay', { id: source.id }, actor)).rejects.toMatchObject({
        code: 'forbidden',
      })
    }
    const other = await makeWorkspace(runtime)
    for (const call of [
      () => other.run('connection.show', { id: source.id }),
      () => other.run('connection.deliveries', { id: source.id }),
      () => other.run('connection.replay', { id: source.id }),
      () => other.run('stage.list', { id: source.id }),
      () => other.run('connection.update', { id: source.id, version: 1, name: 'x' }),
      () => other.run('connection.rotate_secret', { id: source.id, version: 1 }),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'not_found' })
  })

  test('rotating says until when the old secret counts', async () => {
    const rotated = await workspace.run('connection.rotate_secret', {
      id: source.id,
      version: 1,
      overlapHours: 5,
    })
    expect(rotated.secret).not.toBe(source.secret)
    const hours = (Date.parse(rotated.rotation?.previousUntil ?? '') - Date.now()) / 3_600_000
    expect(hours).toBeGreaterThan(4.9)
    const ended = await workspace.run('connection.rotate_secret', {
      id: source.id,
      version: 2,
      overlapHours: 0,
    })
    expect(ended.rotation).toBeNull()
    expect((await rowOf(source.id)).previous_secret_sealed).toBeNull()
  })

  test('a deal won before the go-live is kept as history', async () => {
    const { version } = await workspace.run('connection.show', { id: source.id })
    await workspace.run('connection.update', {
      id: source.id,
      version,
      liveFrom: '2026-11-01T00:00:00+01:00',
    })
    await receive(
      news({ deal: 'old', at: '2026-10-30T10:00:00Z' }),
      news({ deal: 'new', at: '2026-11-02T10:00:00Z' }),
    )
    expect((await dealsOf(workspace)).map((d) => [d.external_id, d.is_history])).toEqual([
      ['new', false],
      ['old', true],
    ])
  })
})

describe('trying a mapping', () => {
  test('shows what a body would become, with the settings at hand, and stores nothing', async () => {
    const body = JSON.stringify([news({ deal: 'T-1' }), news({ deal: 'T-2', amount: -1 })])
    const tried = await workspace.run('connection.try_mapping', { id: source.id, body })
    expect(tried.deals).toMatchObject([
      { externalId: 'T-1', amount: { amountMinor: 1_200_000, currency: 'EUR' } },
    ])
    expect(tried.problems[0]).toBe(
      '[1].data.deal.amount (for deal.amount): expected an amount of zero or more, found the number -1.',
    )
    const config = { scheme: { kind: 'standard-webhooks' }, mapping: { deal: { externalId: 'nr' } } }
    const other = await workspace.run('connection.try_mapping', { id: source.id, body: '{"nr":7}', config })
    expect(other).toEqual({ deals: [{ externalId: '7', occurredAt: null }], problems: [] })
    const unreadable = await workspace.run('connection.try_mapping', { id: source.id, body: '{nr:7}' })
    expect(unreadable).toMatchObject({ deals: [], problems: [expect.stringContaining('expected')] })
    expect(await eventsOf(workspace)).toEqual([])
  })
})

describe('what came', () => {
  test('is listed newest first, page by page and by what came of it', async () => {
    await receive(...['a', 'b', 'c', 'd'].map((deal) => news({ deal, stage: deal === 'c' ? 'odd' : 'open' })))
    const first = await workspace.run('connection.deliveries', { id: source.id, limit: 3 })
    const second = await workspace.run('connection.deliveries', {
      id: source.id,
      limit: 3,
      cursor: first.next ?? '',
    })
    const all = [...first.items, ...second.items]
    expect([first.items.length, second.items.length, second.next]).toEqual([3, 1, null])
    expect(all.map((i) => i.receivedAt)).toEqual(
      all
        .map((i) => i.receivedAt)
        .toSorted()
        .toReversed(),
    )
    const parked = await workspace.run('connection.deliveries', { id: source.id, status: 'parked' })
    expect(parked.items).toMatchObject([
      { status: 'parked', outcome: expect.stringContaining('"odd"'), sizeBytes: expect.any(Number) },
    ])
    await expect(
      workspace.run('connection.deliveries', { id: source.id, status: 'done', cursor: first.next ?? '' }),
    ).rejects.toMatchObject({ code: 'invalid' })
    const { items } = await workspace.run('connection.list', {})
    expect(items[0]?.health).toMatchObject({
      parked: 1,
      pending: 0,
      lastDay: 4,
      lastEventAt: expect.any(String),
    })
  })

  test('one event is shown as it came, also where it is no text', async () => {
    const bytes = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff]), Buffer.from('"}')])
    await receive(bytes, Buffer.from(`"${'x'.repeat(300_000)}"`))
    const { items } = await workspace.run('connection.deliveries', { id: source.id })
    const shown = await Promise.all(
      items.map((i) => workspace.run('connection.delivery', { id: source.id, eventId: i.id })),
    )
    expect(shown.find((s) => s.sizeBytes === bytes.length)?.body).toBe('{"a":"\ufffd"}')
    expect(shown.find((s) => s.sizeBytes > 300_000)?.body).toMatch(/x\n… \(100002 bytes more\)$/)
    await expect(
      workspace.run('connection.delivery', { id: source.id, eventId: `evt_${'0'.repeat(26)}` }),
    ).rejects.toMatchObject({ code: 'not_found' })
  })

  test('a handled event can be handled again and changes nothing; a parked one waits to be replayed', async () => {
    await receive(news({ deal: 'a', at: '2026-11-20T09:00:00Z' }), { nothing: 'fits' })
    const done = (await workspace.run('connection.deliveries', { id: source.id, status: 'done' })).items[0]
    expect(await workspace.run('connection.replay', { id: source.id, eventIds: [done?.id ?? ''] })).toEqual({
      replayed: 1,
    })
    expect(await workspace.run('connection.replay', { id: source.id })).toEqual({ replayed: 1 })
    await handleDue(runtime, workspace.id)
    const events = await eventsOf(workspace)
    expect(events.map((e) => e.status).toSorted()).toEqual(['done', 'parked'])
    expect(events.find((e) => e.status === 'done')?.outcome).toContain('Nothing new')
    expect(await dealsOf(workspace)).toHaveLength(1)
  })
})

describe('stages', () => {
  test('those nobody mapped come first; what they mean can be changed, and is noted', async () => {
    await receive(news({ deal: 'a', stage: 'verbal yes' }), news({ deal: 'b', stage: 'open' }))
    const { items } = await workspace.run('stage.list', { id: source.id })
    expect(items[0]).toMatchObject({ externalId: 'verbal yes', kind: null })
    expect(items.find((s) => s.externalId === 'open')).toMatchObject({ kind: 'open', deals: 1 })
    const stages = [{ pipeline: '', externalId: 'verbal yes', kind: 'likely' as const, label: 'Verbal yes' }]
    const mapped = await workspace.run('stage.map', { id: source.id, stages })
    expect(mapped.items.find((s) => s.externalId === 'verbal yes')).toMatchObject({
      kind: 'likely',
      label: 'Verbal yes',
    })
    await handleDue(runtime, workspace.id)
    expect((await dealsOf(workspace)).map((d) => [d.external_id, d.stage_kind])).toEqual([
      ['a', 'likely'],
      ['b', 'open'],
    ])
    const { items: audit } = await workspace.run('audit.list', { limit: 50 })
    expect(audit.map((a) => a.sentence)).toContain('Ada Admin said what stages mean.')
  })
})
