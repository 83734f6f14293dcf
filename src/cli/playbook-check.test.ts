import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { publishablePlaybook } from '../../test/support/publishable-playbook.ts'
import { type Surroundings, UsageError } from './command.ts'
import { playbookCheck } from './playbook-check.ts'

async function check(args: string[], files: Record<string, string> = {}) {
  const out: string[] = []
  const err: string[] = []
  const around: Surroundings = {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    env: {},
    columns: null,
    readFile(path) {
      const text = files[path]
      if (text === undefined) throw new Error(`ENOENT: no such file, open '${path}'`)
      return text
    },
    openRuntime: () => Promise.reject(new Error('checking a file needs no database')),
  }
  return { code: await playbookCheck.run(args, around), out, err }
}

describe('./throughline playbook check', () => {
  it('passes the shipped playbook with 0 and says what is in it', async () => {
    const shipped = readFileSync(new URL('../../playbooks/standard.yaml', import.meta.url), 'utf8')
    const { code, out, err } = await check(['standard.yaml'], { 'standard.yaml': shipped })
    expect(code).toBe(0)
    expect(err).toEqual([])
    expect(out.at(-1)).toMatch(
      /^standard\.yaml can be used: 4 tiers, \d+ requirements, \d+ steps; \d+ warnings?\.$/,
    )
  })

  it('fails with 1 and prints file, line and column of each mistake', async () => {
    const text = JSON.stringify(publishablePlaybook({ default_tier: 'middle' }), null, 2)
    const line = text.split('\n').findIndex((l) => l.includes('"default_tier"')) + 1
    const { code, err } = await check(['p.yaml'], { 'p.yaml': text })
    expect(code).toBe(1)
    expect(err[0]).toMatch(new RegExp(`^p\\.yaml:${line}:\\d+: error: expected the id of a tier`))
    expect(err.at(-1)).toMatch(/^p\.yaml cannot be used: 1 error, \d+ warnings?\.$/)
  })

  it('reads standard input', async () => {
    const { code, out } = await check(['-'], { '-': JSON.stringify(publishablePlaybook()) })
    expect(code).toBe(0)
    expect(out.at(-1)).toContain('standard input can be used')
  })

  it.each([[[]], [['a', 'b']], [['--strict']], [['gone.yaml']]])('says how it is used: %j', async (args) => {
    await expect(check(args)).rejects.toThrow(UsageError)
  })
})
