import { checkoutDir } from '../checkout.ts'
import { readEnv, toConfig, toSecrets } from '../config.ts'
import { createKeyring } from '../connectors/kit/seal.ts'
import { keptKey } from '../create-runtime.ts'
import { type BackupProgress, backup } from '../db/backup.ts'
import { BackupRefused } from '../db/backup-format.ts'
import { defaultDataDir } from '../db/embedded/data-directory.ts'
import { startEmbedded } from '../db/embedded/start-embedded.ts'
import { migrate } from '../db/migrate.ts'
import { prepareDatabase } from '../db/prepare.ts'
import { restore } from '../db/restore.ts'
import { type Command, type Surroundings, UsageError } from './command.ts'
import { exitCodes } from './exit-codes.ts'

const log = { info: () => undefined, warn: () => undefined, error: () => undefined }

const prepare: Command = {
  name: 'db prepare',
  summary:
    'Make the logins and the database on an outside PostgreSQL (15 or newer), whatever of them is missing.',
  usage: 'ADMIN_URL [--database NAME]',
  help: 'ADMIN_URL is a login that may create roles and databases. Prints the settings to use. Run it as often as you like.',
  async run(args, { out }) {
    const [adminUrl, ...more] = args
    if (!adminUrl || !/^postgres(ql)?:\/\//.test(adminUrl))
      throw new UsageError(
        'Expected the address of an admin login: ./throughline db prepare postgres://postgres@db.example.com/postgres',
      )
    const prepared = await prepareDatabase({
      adminUrl,
      databaseName: optionIn(more, '--database') ?? 'throughline',
      passwords: 'for-new-roles',
    })
    for (const line of prepared.done.length > 0 ? prepared.done : ['Everything was there already.']) out(line)
    out('')
    out('Set these; a password is shown only where it was made just now:')
    out(`DATABASE_OWNER_URL=${prepared.ownerUrl}`)
    out(`DATABASE_URL=${prepared.appUrl}`)
    out(`DATABASE_TIMER_URL=${prepared.timerUrl}`)
    return exitCodes.done
  },
}

const migrateCommand: Command = {
  name: 'db migrate',
  summary: 'Bring the schema up to this version.',
  usage: '',
  help: 'Uses DATABASE_OWNER_URL, or the embedded database where no outside one is set.',
  run: (_args, around) =>
    asOwner(around, async ({ ownerUrl }) => {
      const count = await migrate({ ownerUrl, log })
      around.out(count === 0 ? 'The schema is up to date.' : `${count} migrations applied.`)
    }),
}

const backupCommand: Command = {
  name: 'db backup',
  summary: 'Write everything into one file, as of one moment.',
  usage: 'FILE',
  run: (args, around) =>
    asOwner(around, async ({ ownerUrl, keyId }) => {
      const file = fileIn(args)
      const { rows, tables } = await backup({
        ownerUrl,
        target: { file },
        ...(keyId ? { keyId } : {}),
        onProgress: progressOn(around),
      })
      around.out(`${file}: ${rows} rows of ${Object.keys(tables).length} tables.`)
    }),
}

const restoreCommand: Command = {
  name: 'db restore',
  summary: 'Put a backup into an empty database, all of it or nothing. Old messages are never sent again.',
  usage: 'FILE [--replace]',
  help: '--replace empties the database first, in the same transaction.',
  run: (args, around) =>
    asOwner(around, async ({ ownerUrl, keyId }) => {
      const file = fileIn(args.filter((a) => a !== '--replace'))
      await migrate({ ownerUrl, log })
      const { rows, tables } = await restore({
        ownerUrl,
        file,
        replace: args.includes('--replace'),
        ...(keyId ? { keyId } : {}),
        onProgress: progressOn(around),
      })
      around.out(
        `${rows} rows of ${Object.keys(tables).length} tables restored from ${file}. Mails that stem from before now are held; send them from Settings, Mails.`,
      )
    }),
}

export const dbCommands: readonly Command[] = [prepare, migrateCommand, backupCommand, restoreCommand]

type Owner = { ownerUrl: string; keyId: string | null }

async function asOwner(around: Surroundings, work: (owner: Owner) => Promise<void>): Promise<number> {
  const env = readEnv(around.env)
  const config = toConfig(env)
  const keyIdOf = (key: Uint8Array | undefined): string | null => (key ? createKeyring([key]).current : null)
  const given = toSecrets(env)?.masterKey
  try {
    if (config.database) {
      if (!config.database.ownerUrl)
        throw new UsageError('DATABASE_OWNER_URL is missing: this needs the login that owns the schema.')
      await work({ ownerUrl: config.database.ownerUrl, keyId: keyIdOf(given) })
    } else {
      const dataDir = config.dataDir ?? defaultDataDir(checkoutDir, around.env)
      await using embedded = await startEmbedded({ dataDir, log })
      const key = given ?? keptKey(dataDir, { make: false })
      await work({ ownerUrl: embedded.ownerUrl, keyId: keyIdOf(key) })
    }
    return exitCodes.done
  } catch (error) {
    if (!(error instanceof BackupRefused)) throw error
    around.err(error.message)
    return exitCodes.refused
  }
}

function fileIn(args: readonly string[]): string {
  const [file, ...more] = args
  if (!file || more.length > 0 || file.startsWith('-')) throw new UsageError('Expected one file.')
  return file
}

function optionIn(args: readonly string[], name: string): string | null {
  const at = args.indexOf(name)
  const value = at === -1 ? null : args[at + 1]
  if (value === undefined) throw new UsageError(`${name} needs a value.`)
  return value
}

function progressOn({ err, columns }: Surroundings): (progress: BackupProgress) => void {
  let last = 0
  return ({ table, rows }) => {
    const now = performance.now()
    if (columns === null || now - last < 500) return
    last = now
    err(`${table}: ${rows} rows`)
  }
}
