import { readFileSync, statSync } from 'node:fs'
import { closest } from './core/lib/closest.ts'

/** Every setting, by the name of its environment variable. `.env.example` lists the same; a test keeps them in step. */
export const settingNames = [
  'HOST',
  'PORT',
  'PUBLIC_URL',
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'DATABASE_TIMER_URL',
  'THROUGHLINE_DATA_DIR',
  'THROUGHLINE_MASTER_KEY',
  'THROUGHLINE_MASTER_KEY_FILE',
  'SMTP_URL',
  'MAIL_FROM',
  'SMTP_ALLOW_PLAINTEXT',
  'TRUST_PROXY',
  'LOG_LEVEL',
  'THROUGHLINE_ROLE',
] as const
export type SettingName = (typeof settingNames)[number]
export type Env = Partial<Record<SettingName, string>>

export type Config = {
  host: string
  port: number
  publicUrl: string
  /** NULL means the embedded database. */
  database: { appUrl: string; ownerUrl: string | null; timerUrl: string } | null
  dataDir: string | null
  mail: { url: string; from: string; allowPlaintext: boolean } | null
  trustProxy: boolean
  logLevel: string
  /** Which half of the work this process does; by default both. */
  role: 'all' | 'web' | 'worker'
}

/** Settings that are wrong, each in words; nothing starts with a guess in place of one. */
export class ConfigError extends Error {
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(`The settings do not fit:\n${problems.map((p) => `  - ${p}`).join('\n')}`)
    this.name = 'ConfigError'
    this.problems = problems
  }
}

/** The only place that reads the environment. An empty variable counts as absent. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const env: Env = {}
  for (const name of settingNames) {
    const value = source[name]?.trim()
    if (value) env[name] = value
  }
  return env
}

/** Names of ours that other parts read: the command line, and the tests. */
const foreignNames: readonly string[] = [
  'THROUGHLINE_AS',
  'THROUGHLINE_URL',
  'THROUGHLINE_API_KEY',
  'THROUGHLINE_CHROMIUM',
  'THROUGHLINE_TEST_DATABASE_URL',
]

/**
 * Refuses a setting whose name is misspelt, which would otherwise silently not be there. Only what is near a name of
 * ours: container platforms set variables such as THROUGHLINE_SERVICE_HOST by themselves.
 */
export function refuseMisspelt(source: NodeJS.ProcessEnv): void {
  const known = settingNames.filter((name) => name.startsWith('THROUGHLINE_'))
  const problems = Object.keys(source)
    .filter((name) => name.startsWith('THROUGHLINE_') && !foreignNames.includes(name))
    .filter((name) => !known.some((it) => it === name))
    .flatMap((name) => {
      const meant = closest(
        name.slice('THROUGHLINE_'.length),
        known.map((it) => it.slice('THROUGHLINE_'.length)),
      )
      return meant ? [`There is no setting ${name}. Did you mean THROUGHLINE_${meant}?`] : []
    })
  if (problems.length > 0) throw new ConfigError(problems)
}

export function toConfig(env: Env): Config {
  const problems: string[] = []
  const port = readPort(env.PORT ?? '4400', problems)
  const host = readHost(env.HOST ?? '127.0.0.1', problems)
  const publicUrl = readPublicUrl(
    env.PUBLIC_URL ??
      `http://${host.includes(':') ? `[${host}]` : host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`,
    problems,
  )
  const config: Config = {
    host,
    port,
    publicUrl,
    database: readDatabase(env, problems),
    dataDir: env.THROUGHLINE_DATA_DIR ?? null,
    mail: readMail(env, problems),
    trustProxy: readFlag('TRUST_PROXY', env.TRUST_PROXY, problems),
    logLevel: readWord('LOG_LEVEL', env.LOG_LEVEL ?? 'warn', {
      of: ['debug', 'info', 'warn', 'error', 'silent'],
      problems,
    }),
    role: readWord('THROUGHLINE_ROLE', env.THROUGHLINE_ROLE ?? 'all', {
      of: ['all', 'web', 'worker'],
      problems,
    }),
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return config
}

function readPort(text: string, problems: string[]): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  problems.push(`PORT is "${text}"; expected a number from 0 to 65535.`)
  return 0
}

function readHost(text: string, problems: string[]): string {
  const written = text.includes(':') ? `[${text}]` : text
  const read = URL.canParse(`http://${written}/`) ? new URL(`http://${written}/`).hostname : null
  // A short form such as 127.1 is read as another address: refused. IPv6 has many forms of the same.
  if (read !== null && (read === written.toLowerCase() || read.startsWith('['))) return text
  problems.push(
    `HOST is "${text}"; expected an address such as 127.0.0.1, or 0.0.0.0 for all of the machine.`,
  )
  return '127.0.0.1'
}

function readPublicUrl(text: string, problems: string[]): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (
    url &&
    /^https?:$/.test(url.protocol) &&
    url.pathname === '/' &&
    !url.search &&
    !url.hash &&
    !url.username
  )
    return url.origin
  problems.push(
    `PUBLIC_URL is "${text}"; expected an address such as https://handoff.example.com, without a path.`,
  )
  return ''
}

/** Never shown in a problem: it holds a password. */
const databaseAddress =
  /^postgres(ql)?:\/\/(?:[^@/?#\s:]*(?::[^@/?#\s]*)?@)?(?:\[[0-9a-f:.]+\]|[^@/?#\s:[\]]*)(?::\d{1,5})?\/[^/?#\s]+(?:\?[^#\s]*)?$/i

function readDatabase(env: Env, problems: string[]): Config['database'] {
  if (!env.DATABASE_URL) {
    if (env.DATABASE_OWNER_URL || env.DATABASE_TIMER_URL) {
      problems.push(
        'DATABASE_OWNER_URL or DATABASE_TIMER_URL is set but DATABASE_URL is not; set it, or none of them for the embedded database.',
      )
    }
    return null
  }
  for (const name of ['DATABASE_URL', 'DATABASE_OWNER_URL', 'DATABASE_TIMER_URL'] as const) {
    const value = env[name]
    if (value && !databaseAddress.test(value))
      problems.push(
        `${name} is no address of a database; expected postgres://user:password@host:5432/name, with / ? # @ % of a password as %2F %3F %23 %40 %25.`,
      )
  }
  if (!env.DATABASE_TIMER_URL)
    problems.push('DATABASE_TIMER_URL is missing: ./throughline db prepare prints it beside DATABASE_URL.')
  return {
    appUrl: env.DATABASE_URL,
    ownerUrl: env.DATABASE_OWNER_URL ?? null,
    timerUrl: env.DATABASE_TIMER_URL ?? '',
  }
}

function readMail(env: Env, problems: string[]): Config['mail'] {
  const allowPlaintext = readFlag('SMTP_ALLOW_PLAINTEXT', env.SMTP_ALLOW_PLAINTEXT, problems)
  if (!env.SMTP_URL && !env.MAIL_FROM) return null
  if (!env.SMTP_URL || !/^smtps?:\/\/[^/\s]+/.test(env.SMTP_URL)) {
    problems.push(
      'SMTP_URL is missing or not like smtp://user:password@mail.example.com:587, although MAIL_FROM is set.',
    )
    return null
  }
  if (!env.MAIL_FROM || !/^[^\s@<>]+@[^\s@<>]+$/.test(env.MAIL_FROM)) {
    problems.push('MAIL_FROM must be one address such as throughline@example.com when SMTP_URL is set.')
    return null
  }
  return { url: env.SMTP_URL, from: env.MAIL_FROM, allowPlaintext }
}

function readFlag(name: string, text: string | undefined, problems: string[]): boolean {
  return readWord(name, text ?? 'false', { of: ['true', 'false'], problems }) === 'true'
}

function readWord<T extends string>(
  name: string,
  text: string,
  { of, problems }: { of: readonly T[]; problems: string[] },
): T {
  const found = of.find((word) => word === text)
  if (found !== undefined) return found
  problems.push(`${name} is "${text}"; expected one of ${of.join(', ')}.`)
  return of[0] as T
}

export type Secrets = { masterKey: Buffer }

/** The master key, from the environment or a file only its owner can read; NULL where neither is set. */
export function toSecrets(env: Env): Secrets | null {
  const { THROUGHLINE_MASTER_KEY: inline, THROUGHLINE_MASTER_KEY_FILE: file } = env
  if (inline && file)
    throw new ConfigError([
      'THROUGHLINE_MASTER_KEY and THROUGHLINE_MASTER_KEY_FILE are both set; set one, so that it is plain which key holds.',
    ])
  const text = inline ?? (file ? readKeyFile(file) : null)
  if (text === null) return null
  if (!/^[A-Za-z0-9+/]{43}=$/.test(text.trim()))
    throw new ConfigError([
      `${inline ? 'THROUGHLINE_MASTER_KEY' : file} is no master key; expected 32 bytes in base64, as openssl rand -base64 32 makes them.`,
    ])
  return { masterKey: Buffer.from(text.trim(), 'base64') }
}

/** Reads a secret file, refusing one that others on the machine can read. */
export function readKeyFile(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found?.isFile()) throw new ConfigError([`${path}, which should hold the master key, is no file.`])
  if ((found.mode & 0o077) !== 0)
    throw new ConfigError([`${path} can be read by others; run: chmod 600 ${path}`])
  return readFileSync(path, 'utf8')
}
