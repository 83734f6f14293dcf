import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Config, ConfigError, type Env, readEnv, refuseMisspelt, toConfig, toSecrets } from './config.ts'

function problemsOf(work: () => unknown): readonly string[] {
  try {
    work()
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

const problems = (env: Env): readonly string[] => problemsOf(() => toConfig(env))

test('without any setting it serves this machine only, from a database of its own', () => {
  expect(toConfig({})).toEqual({
    host: '127.0.0.1',
    port: 4400,
    publicUrl: 'http://127.0.0.1:4400',
    database: null,
    dataDir: null,
    mail: null,
    trustProxy: false,
    logLevel: 'warn',
    role: 'all',
  } satisfies Config)
})

test('an empty or blank variable counts as absent', () => {
  expect(readEnv({ PORT: '', HOST: '  ', LOG_LEVEL: ' info ', PATH: '/bin' })).toEqual({ LOG_LEVEL: 'info' })
})

test.each<[Env, RegExp]>([
  [{ PORT: 'abc' }, /^PORT is "abc"/],
  [{ PORT: '65536' }, /^PORT/],
  [{ PORT: '-1' }, /^PORT/],
  [{ PORT: '1e3' }, /^PORT/],
  [{ HOST: '999.1.1.1' }, /^HOST is "999.1.1.1"/],
  [{ HOST: 'http://x' }, /^HOST/],
  [{ HOST: '127.0.0.1:80' }, /^HOST/],
  [{ PUBLIC_URL: 'handoff.example.com' }, /^PUBLIC_URL/],
  [{ PUBLIC_URL: 'https://example.com/handoff' }, /without a path/],
  [{ PUBLIC_URL: 'ftp://example.com' }, /^PUBLIC_URL/],
  [{ TRUST_PROXY: 'yes' }, /^TRUST_PROXY is "yes"; expected one of true, false/],
  [{ TRUST_PROXY: 'TRUE' }, /^TRUST_PROXY/],
  [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL/],
  [{ THROUGHLINE_ROLE: 'both' }, /^THROUGHLINE_ROLE/],
  [{ SMTP_URL: 'mail.example.com', MAIL_FROM: 'a@example.com' }, /^SMTP_URL/],
  [{ MAIL_FROM: 'a@example.com' }, /^SMTP_URL is missing/],
  [{ SMTP_URL: 'smtp://mail.example.com' }, /^MAIL_FROM/],
  [{ SMTP_ALLOW_PLAINTEXT: '1' }, /^SMTP_ALLOW_PLAINTEXT/],
  [{ DATABASE_OWNER_URL: 'postgres://a@b/c' }, /DATABASE_URL is not/],
  [{ DATABASE_URL: 'postgres://a@b/c' }, /^DATABASE_TIMER_URL is missing/],
])('%o is refused in words, alone', (env, words) => {
  const found = problems(env)
  expect(found).toEqual([expect.stringMatching(words)])
})

test('everything that is wrong is said at once', () => {
  expect(problems({ PORT: 'x', LOG_LEVEL: 'x', THROUGHLINE_ROLE: 'x' })).toHaveLength(3)
})

describe('the address of a database', () => {
  const withUrl = (url: string) => problems({ DATABASE_URL: url, DATABASE_TIMER_URL: 'postgres://t@h/d' })

  test.each([
    'postgres://u:p@h:5432/d',
    'postgresql://u@h/d?sslmode=require',
    'postgres://u:p%40%2F@h/d',
    'postgres://u:p@[::1]:5432/d',
    'postgres://u@/d?host=/var/run/postgresql',
  ])('%s is taken', (url) => {
    expect(withUrl(url)).toEqual([])
  })

  test.each([
    'mysql://u:p@h/d',
    'postgres://u:se/cret@h/d',
    'postgres://u:p:::@@/x',
    'postgres://u:p@h',
    'h/d',
  ])('%s is refused without repeating its password', (url) => {
    const [problem] = withUrl(url)
    expect(problem).toMatch(/^DATABASE_URL is no address/)
    expect(problem).not.toMatch(/cret/)
  })
})

describe('the master key', () => {
  const key = Buffer.alloc(32, 7).toString('base64')
  const fileOf = (text: string, mode = 0o600): string => {
    const path = join(mkdtempSync(join(tmpdir(), 'key-')), 'master.key')
    writeFileSync(path, text)
    chmodSync(path, mode)
    return path
  }

  test('comes from the environment or from a file of its owner', () => {
    expect(toSecrets({})).toBeNull()
    expect(toSecrets({ THROUGHLINE_MASTER_KEY: key })?.masterKey).toEqual(Buffer.alloc(32, 7))
    expect(toSecrets({ THROUGHLINE_MASTER_KEY_FILE: fileOf(`${key}\n`) })?.masterKey).toHaveLength(32)
  })

  test.each<[string, () => Env, RegExp]>([
    ['too short', () => ({ THROUGHLINE_MASTER_KEY: 'c2hvcnQ=' }), /32 bytes in base64/],
    ['with a letter too much', () => ({ THROUGHLINE_MASTER_KEY: `x${key}` }), /32 bytes/],
    ['in two places', () => ({ THROUGHLINE_MASTER_KEY: key, THROUGHLINE_MASTER_KEY_FILE: '/x' }), /both set/],
    ['in no file', () => ({ THROUGHLINE_MASTER_KEY_FILE: '/nowhere/master.key' }), /is no file/],
    ['in an empty file', () => ({ THROUGHLINE_MASTER_KEY_FILE: fileOf('') }), /is no master key/],
    ['that others can read', () => ({ THROUGHLINE_MASTER_KEY_FILE: fileOf(key, 0o640) }), /chmod 600/],
  ])('%s is refused', (_name, env, words) => {
    const found = problemsOf(() => toSecrets(env()))
    expect(found).toEqual([expect.stringMatching(words)])
    expect(found.join()).not.toContain(key)
  })
})

test('a misspelt setting is refused instead of silently not being there; foreign ones are let be', () => {
  const name = 'THROUGHLINE_MASTERKEY_FLIE'
  expect(problemsOf(() => refuseMisspelt({ [name]: 'x' }))).toEqual([
    `There is no setting ${name}. Did you mean THROUGHLINE_MASTER_KEY_FILE?`,
  ])
  const fine = {
    THROUGHLINE_SERVICE_HOST: 'x',
    THROUGHLINE_PORT_4400_TCP: 'x',
    THROUGHLINE_URL: 'x',
    THROUGHLINE_ROLE: 'x',
  }
  expect(problemsOf(() => refuseMisspelt(fine))).toEqual([])
})
