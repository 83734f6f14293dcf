import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { call, openDoors, signedIn } from '../../test/support/doors.ts'
import { openedRuntime } from '../../test/support/opened-runtime.ts'
import { makeWorkspace, testRuntime } from '../../test/support/workspace.ts'
import { jsonSchemaOf } from '../contract/operation-schema.ts'
import { commands } from './commands.ts'
import { exitCodes } from './exit-codes.ts'
import { flagOf, ownFlags } from './operation-input.ts'
import { notHere, operationNames, operationOf, wordsOf } from './operations.ts'
import { runCli } from './run-cli.ts'

type Ran = { code: number; out: string; err: string }

async function run(args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  const ran: Ran = { code: 0, out: '', err: '' }
  ran.code = await runCli(args, {
    out: (line) => {
      ran.out += `${line}\n`
    },
    err: (line) => {
      ran.err += `${line}\n`
    },
    env,
    columns: 100,
    readFile: (path) => readFileSync(path, 'utf8'),
    openRuntime: openedRuntime,
  })
  return ran
}

describe('help', () => {
  test('lists every operation with its sentence, and each says what it takes', async () => {
    const { out, code } = await run(['--help'])
    expect(code).toBe(exitCodes.done)
    for (const name of operationNames.filter((it) => notHere(it) === null)) {
      expect(out).toContain(`${wordsOf(name)} `)
      const help = await run([...wordsOf(name).split(' '), '--help'])
      expect(help.code).toBe(exitCodes.done)
    }
    expect((await run(['handoff', 'accept', '--help'])).out).toMatch(/--id +hnd_…\n +--version +integer/)
  })

  test('of a noun lists only its own', async () => {
    const { out } = await run(['key', '--help'])
    expect(out).toContain('key create')
    expect(out).not.toContain('handoff accept')
  })

  test('says what was probably meant', async () => {
    expect(await run(['handof', 'accept'])).toMatchObject({
      code: exitCodes.usage,
      err: expect.stringContaining('"handoff"'),
    })
    expect((await run(['handoff', 'acept'])).err).toContain('"handoff accept"')
    expect((await run(['workspace', 'update', '--as', 'a@b.c', '--nmae', 'x'])).err).toContain('--name')
  })

  test('a field with the name of a flag of our own is asked for in --json', async () => {
    const own = operationNames.filter(
      (it) => notHere(it) === null && !commands.some((c) => c.name === wordsOf(it)),
    )
    for (const name of own) {
      const fields = Object.keys(jsonSchemaOf(operationOf(name).input, 'input').properties ?? {})
      const { out } = await run([...wordsOf(name).split(' '), '--help'])
      for (const field of fields) {
        expect(out).toContain(ownFlags.includes(flagOf(field)) ? `--json` : `--${flagOf(field)} `)
      }
    }
    expect((await run(['handoff', 'today', '--help'])).out).toMatch(/--json +\{"as": /)
  })
})

describe('on this machine', () => {
  test('acts as the member named, in the workspace named, and shows a table', async () => {
    const workspace = await makeWorkspace(await testRuntime())
    const who = ['--as', 'ada@example.com', '--workspace', workspace.slug]
    const made = await run([
      'key',
      'create',
      '--name',
      'For a script',
      '--scopes',
      'read',
      '--scopes',
      'write',
      '--days',
      '30',
      '--json-output',
      ...who,
    ])
    expect(JSON.parse(made.out)).toMatchObject({
      name: 'For a script',
      scopes: ['read', 'write'],
      member: { name: 'Ada Admin' },
    })
    const list = await run(['key', 'list', ...who])
    expect(list.out).toMatch(/^id +version +name/)
    expect(list.out).toMatch(/For a script +….{4} +Ada Admin +read, write/)
  })

  test('takes nested input as JSON, from the line or from a file', async () => {
    const workspace = await makeWorkspace(await testRuntime())
    const file = join(mkdtempSync(join(tmpdir(), 'cli-')), 'input.json')
    writeFileSync(file, JSON.stringify({ version: 1, name: 'From a file' }))
    const who = ['--as', 'ada@example.com', '--workspace', workspace.slug, '--json-output']
    expect(JSON.parse((await run(['workspace', 'update', '--json', `@${file}`, ...who])).out).name).toBe(
      'From a file',
    )
    const over = await run([
      'workspace',
      'update',
      '--json',
      '{"name": "From the line"}',
      '--version',
      '2',
      ...who,
    ])
    expect(JSON.parse(over.out).name).toBe('From the line')
  })

  test('refuses as the operation does, with an exit code for each kind', async () => {
    const workspace = await makeWorkspace(await testRuntime())
    await workspace.addMember({ roles: ['ae'], email: 'bo@example.com' })
    const as = (email: string): string[] => ['--as', email, '--workspace', workspace.slug]
    const ada = as('ada@example.com')
    expect((await run(['key', 'list', ...as('bo@example.com')])).code).toBe(exitCodes.notAllowed)
    expect((await run(['key', 'list', ...as('nobody@example.com')])).code).toBe(exitCodes.notFound)
    expect((await run(['key', 'revoke', '--id', `key_${'0'.repeat(26)}`, ...ada])).code).toBe(
      exitCodes.notFound,
    )
    expect((await run(['workspace', 'update', '--version', '9', '--name', 'x', ...ada])).code).toBe(
      exitCodes.refused,
    )
    expect((await run(['key', 'create', '--days', 'many', ...ada])).err).toContain('expected integer')
    expect((await run(['key', 'create', '--days', '0', ...ada])).code).toBe(exitCodes.usage)
    expect((await run(['handoff', 'list', '--limit', 'many', ...ada])).err).toContain('from 1 to 200')
    expect(await run(['key', 'list'])).toMatchObject({
      code: exitCodes.usage,
      err: expect.stringContaining('--as EMAIL'),
    })
    expect((await run(['session', 'sign-in', ...ada])).code).toBe(exitCodes.usage)
  })
})

describe('on a server', () => {
  test('acts by address and key, and gets the same answers and refusals', async () => {
    const runtime = await testRuntime()
    const workspace = await makeWorkspace(runtime)
    const session = await signedIn(workspace, workspace.adminId)
    await using app = await openDoors(runtime)
    await app.listen({ port: 0, host: '127.0.0.1' })
    const address: AddressInfo | string | null = app.server.address()
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
    const { key } = (
      await call(app, 'key.create', { name: 'CLI', scopes: ['admin'], days: 1 }, { session })
    ).json()
    const env = { THROUGHLINE_URL: url, THROUGHLINE_API_KEY: key }
    const shown = await run(['workspace', 'show', '--json-output'], env)
    expect(JSON.parse(shown.out)).toMatchObject({ slug: workspace.slug })
    expect((await run(['key', 'revoke', '--id', `key_${'0'.repeat(26)}`], env)).code).toBe(exitCodes.notFound)
    expect((await run(['workspace', 'update', '--version', '9'], env)).code).toBe(exitCodes.refused)
    expect((await run(['workspace', 'show', '--key', 'wrong'], env)).code).toBe(exitCodes.notAllowed)
    expect((await run(['workspace', 'show', '--url', 'http://127.0.0.1:1'], env)).code).toBe(
      exitCodes.unavailable,
    )
    expect((await run(['workspace', 'show', '--url', 'ftp://x'], env)).code).toBe(exitCodes.usage)
  })
})

test('what comes from others cannot steer the terminal', async () => {
  const workspace = await makeWorkspace(await testRuntime(), { name: 'Evil\u009b31m' })
  const { out } = await run(['workspace', 'show', '--as', 'ada@example.com', '--workspace', workspace.slug])
  expect(out).toContain('Evil')
  expect(out.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
})
