import { beforeAll, describe, expect, it } from 'vitest'
import { weekOf } from '../../../test/support/office-calendar.ts'
import { auditOf, refusalOf } from '../../../test/support/traces.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../../../test/support/workspace.ts'
import type { Input } from '../../contract/operations.ts'
import type { Runtime } from '../runtime.ts'
import { calendarVerbs } from './calendar-verbs.ts'

let runtime: Runtime
let workspace: TestWorkspace

beforeAll(async () => {
  runtime = await testRuntime({ at: '2026-11-20T10:00:00.000Z', verbs: calendarVerbs })
  workspace = await makeWorkspace(runtime)
})

function fields(changes: Partial<Input<'calendar.create'>> = {}): Input<'calendar.create'> {
  return {
    title: 'München Büro',
    zone: 'Europe/Berlin',
    week: weekOf(['09:00-17:00']),
    holidays: { country: 'de', region: 'BY' },
    closed: ['2026-12-28'],
    special: { '2026-12-24': ['09:00-12:00'] },
    ...changes,
  }
}

describe('calendars', () => {
  it('begin with those of the playbook, the default in the zone of the workspace', async () => {
    const { items } = await workspace.run('calendar.list', {})
    expect(items[0]).toMatchObject({ isDefault: true, key: 'berlin', zone: 'Europe/Berlin' })
    expect(items.filter((c) => c.isDefault)).toHaveLength(1)
  })

  it('move the first calendar to a zone that the playbook does not know, without public holidays', async () => {
    const far = await makeWorkspace(runtime, { zone: 'Pacific/Auckland' })
    const [first] = (await far.run('calendar.list', {})).items
    expect(first).toMatchObject({
      isDefault: true,
      zone: 'Pacific/Auckland',
      holidays: null,
      holidayDays: [],
    })
  })

  it('are made with hours, holidays and own days, and show the holidays to come by name', async () => {
    const made = await workspace.run('calendar.create', fields())
    expect(made).toMatchObject({
      key: 'munchen_buro',
      holidays: { country: 'DE', region: 'BY' },
      closed: ['2026-12-28'],
      special: { '2026-12-24': ['09:00-12:00'] },
      isDefault: false,
      version: 1,
    })
    expect(made.holidayDays.slice(0, 3)).toEqual([
      { on: '2026-12-25', name: 'Christmas Day' },
      { on: '2026-12-26', name: 'Boxing Day' },
      { on: '2027-01-01', name: "New Year's Day" },
    ])
    expect((await workspace.run('calendar.create', fields())).key).toBe('munchen_buro_2')
    expect((await workspace.run('calendar.create', fields({ title: '日本' }))).key).toBe('calendar')
    expect((await auditOf(workspace, 'calendar.create')).map((e) => e.recordId)).toContain(made.id)
  })

  it('change in the parts that were sent, and keep the rest', async () => {
    const { id } = await workspace.run('calendar.create', fields({ title: 'Changing' }))
    const after = await workspace.run('calendar.update', { id, version: 1, week: weekOf(['08:00-16:00']) })
    expect(after).toMatchObject({ title: 'Changing', version: 2, closed: ['2026-12-28'] })
    expect(after.week.mon).toEqual(['08:00-16:00'])
    const bare = await workspace.run('calendar.update', {
      id,
      version: 2,
      holidays: null,
      closed: [],
      special: {},
    })
    expect(bare).toMatchObject({ holidays: null, closed: [], special: {}, holidayDays: [] })
    expect((await workspace.run('calendar.update', { id, version: 3, title: 'Changing' })).version).toBe(3)
    const entries = (await auditOf(workspace, 'calendar.update')).filter((e) => e.recordId === id)
    expect(entries[0]?.changes['week']).toBeDefined()
    expect(Object.keys(entries[1]?.changes ?? {}).sort()).toEqual(['closed', 'holidays', 'special'])
  })

  it('hand the default over, so that there is always exactly one, also when several are chosen at once', async () => {
    const own = await makeWorkspace(runtime)
    const ids = await Promise.all(
      [1, 2, 3].map(async (n) => (await own.run('calendar.create', fields({ title: `C ${n}` }))).id),
    )
    await Promise.all(ids.map((id) => own.run('calendar.update', { id, version: 1, isDefault: true })))
    const { items } = await own.run('calendar.list', {})
    expect(items.filter((c) => c.isDefault)).toHaveLength(1)
    expect(ids).toContain(items[0]?.id)
  })

  it('refuse what no due time can be counted by, naming the field', async () => {
    const never = fields({ week: weekOf([]) })
    const cases: [Input<'calendar.create'>, string][] = [
      [never, 'week'],
      [fields({ holidays: { country: 'ZZ' } }), 'holidays.country'],
      [fields({ holidays: { country: 'DE', region: 'QQ' } }), 'holidays.region'],
      [fields({ zone: 'Mars/Olympus' }), 'zone'],
      [fields({ closed: ['2026-02-30'] }), 'closed.0'],
      [fields({ week: weekOf(['9-17']) }), 'week.mon.0'],
    ]
    for (const [input, path] of cases) {
      const error = await refusalOf(workspace.run('calendar.create', input))
      expect(error.fields[0]?.path).toBe(path)
    }
    const { id } = await workspace.run('calendar.create', fields({ title: 'Kept' }))
    const error = await refusalOf(workspace.run('calendar.update', { id, version: 1, week: weekOf([]) }))
    expect(error.code).toBe('invalid')
  })

  it('refuse a stale version, readers, and other workspaces', async () => {
    const { id } = await workspace.run('calendar.create', fields({ title: 'Mine' }))
    const stale = await refusalOf(workspace.run('calendar.update', { id, version: 4, title: 'X' }))
    expect(stale).toMatchObject({ detail: 'stale_version', current: { title: 'Mine' } })
    const manager = await workspace.actorWith('cs_manager')
    for (const work of [
      workspace.run('calendar.create', fields(), manager),
      workspace.run('calendar.update', { id, version: 1, title: 'X' }, manager),
    ])
      expect((await refusalOf(work)).code).toBe('forbidden')
    const other = await makeWorkspace(runtime)
    expect((await refusalOf(other.run('calendar.update', { id, version: 1, title: 'X' }))).code).toBe(
      'not_found',
    )
    expect((await other.run('calendar.list', {})).items.map((c) => c.id)).not.toContain(id)
  })

  it('know countries and their regions', async () => {
    const { items } = await workspace.run('calendar.countries', {})
    const germany = items.find((c) => c.code === 'DE')
    expect(germany?.regions).toContainEqual({ code: 'BY', name: 'Bayern' })
    expect(items.length).toBeGreaterThan(100)
  })
})
