import { beforeAll, describe, expect, it } from 'vitest'
import { office } from '../../../test/support/office-calendar.ts'
import { publishablePlaybook } from '../../../test/support/publishable-playbook.ts'
import { auditOf, refusalOf } from '../../../test/support/traces.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../../../test/support/workspace.ts'
import type { Playbook } from '../../core/playbook/playbook.ts'
import { calendarVerbs } from '../calendars/calendar-verbs.ts'
import type { Runtime } from '../runtime.ts'
import { playbookVerbs } from './playbook-verbs.ts'
import { standardPlaybook } from './standard-playbook.ts'

let runtime: Runtime
let workspace: TestWorkspace

beforeAll(async () => {
  runtime = await testRuntime({
    at: '2026-11-20T10:00:00.000Z',
    verbs: { ...playbookVerbs, ...calendarVerbs },
  })
  workspace = await makeWorkspace(runtime)
})

const text = (changes: Partial<Playbook> = {}): string =>
  JSON.stringify(publishablePlaybook(changes), null, 2)
const missingTier = (): string => text().replace('"default_tier": "mid"', '"default_tier": "middle"')

describe('showing the playbook', () => {
  it('shows the standard playbook in force in a new workspace, with what each tier asks', async () => {
    const shown = await workspace.run('playbook.show', {})
    expect(shown).toMatchObject({
      number: 1,
      status: 'effective',
      createdBy: null,
      document: { id: 'standard' },
    })
    expect(shown.loads.map((l) => l.tier)).toEqual(shown.document.tiers.map((t) => t.id))
    for (const load of shown.loads) expect(load.gateTyped).toBeLessThanOrEqual(load.gateLimit)
    expect((await workspace.run('playbook.source', {})).source).toBe(standardPlaybook().source)
  })

  it('counts typed gate answers apart from those that are filled by themselves', async () => {
    const own = await makeWorkspace(runtime, { playbook: publishablePlaybook() })
    const { loads } = await own.run('playbook.show', {})
    expect(loads.find((l) => l.tier === 'mid')).toEqual({
      tier: 'mid',
      gateTyped: 4,
      gateLimit: 8,
      gate: 4,
      full: 2,
      optional: 1,
    })
  })

  it('says every condition in words, by its path', async () => {
    const own = await makeWorkspace(runtime, { playbook: publishablePlaybook() })
    const { explained } = await own.run('playbook.show', {})
    expect(explained).toMatchObject({
      'triggers.applies': 'deal type is not renewal',
      complexity_high: '“Data migration”: yes',
      'tiers[0].when': 'annual value is at least 100,000 or complexity is high',
      'requirements[4].not_applicable_when': '“Data migration”: no',
      'steps[6].when': '“Data migration”: yes',
    })
    expect(Object.keys(explained)).toHaveLength(4 + 1 + 3 + 1 + 1)
  })

  it('shows an earlier version by its number, and none that is not there', async () => {
    const own = await makeWorkspace(runtime)
    await own.run('playbook.publish', { source: text() })
    expect((await own.run('playbook.show', { number: 1 })).document.id).toBe('standard')
    expect((await own.run('playbook.show', { number: '2' })).document.id).toBe('small')
    for (const number of [3, 0, 1.5, 1e20])
      expect((await refusalOf(own.run('playbook.show', { number }))).detail).toBe(
        'playbook_version_not_found',
      )
  })
})

describe('checking a playbook', () => {
  it('reports every mistake with its line and column, and stores nothing', async () => {
    const { ok, problems } = await workspace.run('playbook.check', { source: missingTier() })
    expect(ok).toBe(false)
    const mistake = problems.find((p) => p.path === 'default_tier')
    expect(mistake?.message).toContain('expected the id of a tier (ent, smb, mid), found "middle"')
    const line =
      missingTier()
        .split('\n')
        .findIndex((l) => l.includes('default_tier')) + 1
    expect(mistake).toMatchObject({ severity: 'error', line })
    expect(mistake?.column).toBeGreaterThan(1)
    expect((await workspace.run('playbook.versions', {})).items).toHaveLength(1)
  })

  it('passes the standard playbook', async () => {
    const { source } = await workspace.run('playbook.source', {})
    expect((await workspace.run('playbook.check', { source })).ok).toBe(true)
  })

  it('survives what is no playbook at all', async () => {
    for (const source of ['just words', '[]', '&a [*a]', `a: ${'['.repeat(5_000)}`, '\u0000'])
      expect((await workspace.run('playbook.check', { source })).ok).toBe(false)
  })
})

describe('publishing a playbook', () => {
  it('supersedes the version before, adds its new calendars, and is audited', async () => {
    const own = await makeWorkspace(runtime)
    const before = await own.run('calendar.list', {})
    const source = text({ calendars: [office(), { ...office(), id: 'night', title: 'Night shift' }] })
    const made = await own.run('playbook.publish', { source })
    expect(made).toMatchObject({
      number: 2,
      title: 'Small',
      createdBy: { id: own.adminId, name: 'Ada Admin' },
    })
    const { items } = await own.run('playbook.versions', {})
    expect(items.map((v) => [v.number, v.status])).toEqual([
      [2, 'effective'],
      [1, 'superseded'],
    ])
    const after = (await own.run('calendar.list', {})).items
    const added = after.filter((c) => !before.items.some((b) => b.id === c.id))
    expect(added.map((c) => c.key)).toEqual(['night'])
    expect(after.filter((c) => c.isDefault)).toEqual(before.items.filter((c) => c.isDefault))
    const entries = await auditOf(own, 'playbook.publish')
    expect(entries.at(-1)).toMatchObject({ actorId: own.adminId, changes: { number: [1, 2] } })
  })

  it('makes no new version of the same content, however it is written', async () => {
    const own = await makeWorkspace(runtime)
    await own.run('playbook.publish', { source: text() })
    const again = await own.run('playbook.publish', { source: JSON.stringify(publishablePlaybook()) })
    expect(again.number).toBe(2)
    expect(await auditOf(own, 'playbook.publish')).toHaveLength(2)
  })

  it('refuses one with mistakes, naming the first and listing all', async () => {
    const error = await refusalOf(workspace.run('playbook.publish', { source: missingTier() }))
    expect(error.code).toBe('invalid')
    expect(error.message).toMatch(
      /^This playbook cannot be used\. Line \d+, column \d+: expected the id of a tier/,
    )
    expect(error.fields.map((f) => f.path)).toContain('default_tier')
    expect((await workspace.run('playbook.versions', {})).items).toHaveLength(1)
  })

  it('numbers versions without a gap when several are published at once', async () => {
    const own = await makeWorkspace(runtime)
    const titles = ['One', 'Two', 'Three', 'Four']
    const outcomes = await Promise.allSettled(
      titles.map((title) => own.run('playbook.publish', { source: text({ title }) })),
    )
    const done = outcomes.filter((o) => o.status === 'fulfilled').length
    const { items } = await own.run('playbook.versions', {})
    expect(done).toBe(4)
    expect(items.map((v) => v.number)).toEqual([5, 4, 3, 2, 1])
    expect(items.filter((v) => v.status === 'effective').map((v) => v.number)).toEqual([5])
  })

  it('is for RevOps and admins; others may read it; another workspace is untouched', async () => {
    const revops = await workspace.actorWith('revops')
    const own = await makeWorkspace(runtime)
    for (const role of ['executive', 'sales_manager', 'csm'] as const) {
      const actor = await own.actorWith(role)
      expect((await own.run('playbook.show', {}, actor)).number).toBe(1)
      expect((await refusalOf(own.run('playbook.publish', { source: text() }, actor))).code).toBe('forbidden')
    }
    await workspace.run('playbook.publish', { source: text({ title: 'Theirs' }) }, revops)
    expect((await own.run('playbook.versions', {})).items.map((v) => v.title)).not.toContain('Theirs')
    const contributor = await own.actorWith('contributor')
    for (const read of ['playbook.show', 'playbook.source', 'playbook.versions'] as const)
      expect((await refusalOf(own.run(read, {}, contributor))).code).toBe('forbidden')
  })
})
