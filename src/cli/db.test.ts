import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { newMasterKey } from '../connectors/kit/seal.ts'
import { runCli } from './run-cli.ts'

const folder = mkdtempSync(join(tmpdir(), 'throughline-cli-db-'))
chmodSync(folder, 0o711)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** An embedded installation of its own, with the key its server would have made. */
function installation(name: string): (...args: string[]) => Promise<{ code: number; said: string }> {
  const dataDir = mkdtempSync(join(folder, name))
  chmodSync(dataDir, 0o711)
  writeFileSync(join(dataDir, 'master.key'), newMasterKey(), { mode: 0o600 })
  return async (...args) => {
    const lines: string[] = []
    const code = await runCli(['db', ...args], {
      out: (line) => void lines.push(line),
      err: (line) => void lines.push(line),
      env: { THROUGHLINE_DATA_DIR: dataDir },
      columns: null,
      readFile: () => '',
      openRuntime: () => Promise.reject(new Error('not asked for')),
    })
    return { code, said: lines.join('\n') }
  }
}

describe('on the embedded database', { timeout: 60_000 }, () => {
  test('a backup goes back under its own master key, and is refused under another', async () => {
    const [one, other] = [installation('one'), installation('other')]
    const file = join(folder, 'whole.backup')
    expect(await one('migrate')).toMatchObject({ code: 0, said: expect.stringMatching(/migrations applied/) })
    expect(await one('backup', file)).toMatchObject({ code: 0 })
    expect(await one('restore', file)).toMatchObject({
      code: 0,
      said: expect.stringMatching(/restored from/),
    })
    expect(await other('restore', file)).toMatchObject({
      code: 1,
      said: expect.stringMatching(/was made under the master key/),
    })
  })
})

test('what does not fit is said in words', async () => {
  const db = installation('words')
  expect(await db('prepare', 'mysql://x')).toMatchObject({
    code: 2,
    said: expect.stringMatching(/admin login/),
  })
  expect(await db('prepare', 'postgres://ann@127.0.0.1:1/postgres')).toMatchObject({
    code: 5,
    said: expect.stringMatching(/^The database at 127.0.0.1:1 cannot be reached/),
  })
  expect(await db('backup')).toMatchObject({ code: 2, said: 'Expected one file.' })
})
