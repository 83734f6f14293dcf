import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openedRuntime } from '../../test/support/opened-runtime.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../../test/support/workspace.ts'
import type { Surroundings } from './command.ts'
import { runCli } from './run-cli.ts'

type Ran = { code: number; out: string; err: string }

const csv =
  'Deal ID,Deal Name,Account,Owner,Stage,Amount,Close Date\nD1,One,Acme,Ana Lind,Won,100,2026-03-04\nD2,Two,Acme,Ana Lind,Lost,0,2026-03-05\n'

describe('./throughline import', () => {
  const folder = mkdtempSync(join(tmpdir(), 'import-'))
  let space: TestWorkspace
  beforeAll(() => {
    writeFileSync(join(folder, 'deals.csv'), csv)
    writeFileSync(join(folder, 'notes.md'), '# not a table')
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  async function run(args: readonly string[], more: Partial<Surroundings> = {}): Promise<Ran> {
    const ran: Ran = { code: 0, out: '', err: '' }
    ran.code = await runCli(['import', ...args], {
      out: (line) => {
        ran.out += `${line}\n`
      },
      err: (line) => {
        ran.err += `${line}\n`
      },
      env: {},
      columns: null,
      readFile: (path) => readFileSync(path, 'utf8'),
      openRuntime: openedRuntime,
      ...more,
    })
    return ran
  }

  async function fresh(): Promise<string[]> {
    space = await makeWorkspace(await testRuntime(), { currency: 'USD', locale: 'en-US' })
    return ['--workspace', space.slug]
  }

  async function deals(): Promise<number> {
    const { n } = await space.within((tx) =>
      tx.one(sql<{ n: number }>`SELECT count(*) AS n FROM deal WHERE workspace_id = ${space.id}`),
    )
    return n
  }

  test('brings in what a folder holds, as the first admin, and says what came of it', async () => {
    const where = await fresh()
    const { code, out, err } = await run([folder, ...where])
    expect(err).not.toContain('Error')
    expect(out).toContain('Found: 2 deals.')
    expect(out).toContain('New: 2 deals.')
    expect(code).toBe(0)
    expect(await deals()).toBe(2)
    const again = await run([join(folder, 'deals.csv'), ...where, '--json'])
    expect(JSON.parse(again.out)).toMatchObject({
      status: 'done',
      progress: { created: { deals: 0 }, unchanged: { deals: 2 } },
      createdBy: { name: 'Ada Admin' },
    })
  })

  test('a dry run writes nothing, and gives the mapping that another run takes', async () => {
    const where = await fresh()
    const { code, out, err } = await run([folder, ...where, '--dry-run', '--json'])
    expect(code).toBe(0)
    expect(err).toContain('Deals by stage: 1 won, 1 lost.')
    expect(await deals()).toBe(0)
    writeFileSync(join(folder, 'planned.md'), out)
    const asPlanned = ['--mapping', join(folder, 'planned.md'), '--dry-run']
    expect((await run([join(folder, 'deals.csv'), ...where, ...asPlanned])).code).toBe(0)
    const { plan } = JSON.parse(out)
    writeFileSync(
      join(folder, 'mapping.txt'),
      JSON.stringify({ ...plan.mapping, stages: { Won: 'won', Lost: 'open' } }),
    )
    expect(
      (await run([join(folder, 'deals.csv'), ...where, '--mapping', join(folder, 'mapping.txt')])).code,
    ).toBe(0)
    const kinds = await space.within((tx) =>
      tx.many(sql`SELECT stage_kind FROM deal WHERE workspace_id = ${space.id} ORDER BY external_id`),
    )
    expect(kinds).toEqual([{ stage_kind: 'won' }, { stage_kind: 'open' }])
    rmSync(join(folder, 'mapping.txt'))
  })

  test('a live import asks first; without anybody to ask it needs --yes', async () => {
    const where = await fresh()
    await space.addMember({ roles: ['csm'] })
    const alone = await run([folder, ...where, '--live', '--shift-dates'])
    expect([alone.code, alone.err]).toEqual([2, expect.stringContaining('--yes')])
    const asked: string[] = []
    const no = await run([folder, ...where, '--live'], {
      ask: async (question) => (asked.push(question), 'n'),
    })
    expect([no.code, await deals()]).toEqual([1, 0])
    expect(asked).toEqual(['Open 1 handoff and send 2 messages? [y/N] '])
    const yes = await run([folder, ...where, '--live', '--shift-dates', '--yes'])
    expect([yes.code, yes.out]).toEqual([0, expect.stringContaining('1 handoff was opened.')])
    expect(yes.out).toContain('Live: 1 handoff will be opened and 2 messages sent')
  })

  test('what cannot be understood ends with what was expected, and nothing is written', async () => {
    const where = await fresh()
    expect(await run([])).toMatchObject({
      code: 2,
      err: expect.stringContaining('Expected a file or folder'),
    })
    expect(await run([join(folder, 'absent.csv'), ...where])).toMatchObject({
      code: 2,
      err: expect.stringContaining('cannot be read'),
    })
    expect(await run([folder, '--live', '--history'])).toMatchObject({ code: 2 })
    expect(await run([folder, '--fast'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('import has no --fast'),
    })
    expect(await run([folder, '--mapping', join(folder, 'deals.csv'), ...where])).toMatchObject({
      code: 2,
      err: expect.stringContaining('not usable JSON'),
    })
    const empty = join(folder, 'empty')
    mkdirSync(empty)
    expect(await run([empty, ...where])).toMatchObject({ code: 2, err: expect.stringContaining('no table') })
    rmSync(empty, { recursive: true })
    const seller = await space.addMember({ roles: ['ae'], email: `ae.${space.slug}@example.com` })
    expect(seller).toBeTruthy()
    expect(await run([folder, ...where, '--as', `ae.${space.slug}@example.com`])).toMatchObject({ code: 3 })
  })

  test('stages nobody mapped stop it, saying which', async () => {
    const where = await fresh()
    const path = join(folder, 'mapping.txt')
    const suggested = JSON.parse((await run([folder, ...where, '--dry-run', '--json'])).out).plan.mapping
    writeFileSync(path, JSON.stringify({ ...suggested, stages: { Won: 'won' } }))
    const { code, out, err } = await run([join(folder, 'deals.csv'), ...where, '--mapping', path])
    expect([code, out]).toEqual([1, expect.stringContaining('Error: The stage "Lost" (1 row) is not mapped')])
    expect(err).toContain('--mapping FILE')
    expect(await deals()).toBe(0)
    rmSync(path)
  })

  test('what would rather be read differently is asked, and a press takes it', async () => {
    const as = await fresh()
    const names = join(folder, 'misspelt')
    mkdirSync(names)
    writeFileSync(join(names, 'deals.csv'), csv.replace('D2,Two,Acme', 'D2,Two,Acmee'))
    writeFileSync(join(names, 'accounts.csv'), 'Account,Industry\nAcme,Tech\n')
    const asked: string[] = []
    const { code, out } = await run([names, ...as], {
      ask: async (question) => {
        asked.push(question)
        return ''
      },
    })
    expect(code).toBe(0)
    expect(asked).toEqual([
      '1 row names the account "Acmee", which is not known. Did you mean "Acme"?\nRead it as "Acme"? [Y/n] ',
    ])
    expect(out).toContain('New: 2 deals, 1 account.')
  })

  test('says how dates are read, and gives the rows that were set aside as a file to mend', async () => {
    const as = await fresh()
    const dated = join(folder, 'dated.csv')
    const days = [
      '13/02/2026',
      ...Array.from({ length: 10 }, (_, i) => `0${(i % 9) + 1}/03/2026`),
      '40/02/2026',
    ]
    const rows = days.map((day, i) => `D${3 + i},Three,Acme,Ana Lind,Won,100,${day}`)
    writeFileSync(dated, [csv.split('\n')[0], ...rows, ''].join('\n'))
    const { out } = await run([dated, ...as])
    expect(out).toContain('Dates: Close Date is read with the day before the month, as 13/02/2026 shows.')
    expect(out).toContain('1 row was set aside.')
    const id = /--id (imp_\w+)/.exec(out)?.[1] ?? ''
    const mend = await run(['problems-csv', '--id', id, ...as])
    expect(mend.out).toContain('D14,Three,Acme,Ana Lind,Won,100,40/02/2026,12,')
  })

  test('nobody to ask leaves no import behind that waits', async () => {
    const as = await fresh()
    await run([join(folder, 'deals.csv'), '--live', ...as])
    const { items } = await space.run('import.list', {})
    expect(items.map((it) => it.status)).toEqual(['cancelled'])
  })

  test('the operations of an import are still there: import list, import show', async () => {
    const where = await fresh()
    await run([join(folder, 'deals.csv'), ...where])
    const { code, out } = await run(['list', ...where, '--as', 'ada@example.com', '--json-output'])
    expect(code).toBe(0)
    expect(JSON.parse(out).items).toMatchObject([{ status: 'done' }])
  })
})
