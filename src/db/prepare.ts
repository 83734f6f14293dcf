import { randomBytes } from 'node:crypto'
import type { Client } from 'pg'
import { databaseUrl } from './database-url.ts'
import { type DatabaseRoles, DEFAULT_ROLES, plainNameOrThrow } from './roles.ts'
import { scramVerifier } from './scram-verifier.ts'
import { withClient } from './with-client.ts'

export type PrepareOptions = {
  /** A login that may create roles and databases. */
  adminUrl: string
  databaseName: string
  roles?: DatabaseRoles
  /** Set on the roles where given, or made up for roles that are new; otherwise a role keeps what it has. */
  passwords?: Partial<DatabaseRoles> | 'for-new-roles'
}

export type PreparedDatabase = {
  /** Addresses to set; they hold a password only where this call set one. */
  ownerUrl: string
  appUrl: string
  timerUrl: string
  /** What was made or changed, in words; empty when all was there. */
  done: string[]
}

const OLDEST_SERVER = 150_000
const PREPARE_LOCK_KEY = 7_410_019

/** Limits of the logins that serve people: a runaway statement ends by itself. */
const APP_SETTINGS = {
  statement_timeout: '15s',
  lock_timeout: '5s',
  idle_in_transaction_session_timeout: '30s',
  search_path: 'public',
}

/** The mark of a database that this version prepared; raise it when what is prepared changes. */
const PREPARED = 'prepared for Throughline, 1'

/** Makes the roles, the database and its extension, whatever of them is missing. Run it as often as you like. */
export async function prepareDatabase(options: PrepareOptions): Promise<PreparedDatabase> {
  const roles = namedOrThrow(options)
  const done: string[] = []
  const made: Partial<DatabaseRoles> = {}
  await withClient(options.adminUrl, 'throughline prepare', async (admin) => {
    await refuseOldServer(admin)
    // Two processes may start at once; the lock goes with the connection.
    await admin.query('select pg_advisory_lock($1)', [PREPARE_LOCK_KEY])
    if (options.passwords === undefined && (await isPrepared(admin, options.databaseName, roles))) return
    await prepareRoles(admin, roles, { passwords: options.passwords ?? {}, made, done })
    await prepareDatabaseItself(admin, options.databaseName, { roles, done })
    const inside = databaseUrl(options.adminUrl, { database: options.databaseName })
    await withClient(inside, 'throughline prepare', (client) => prepareInside(client, roles, done))
    await admin.query(`comment on database ${options.databaseName} is '${markOf(roles)}'`)
  })
  const urlFor = (role: keyof DatabaseRoles) =>
    databaseUrl(options.adminUrl, { user: roles[role], database: options.databaseName, password: made[role] })
  return { ownerUrl: urlFor('owner'), appUrl: urlFor('app'), timerUrl: urlFor('timer'), done }
}

function namedOrThrow(options: PrepareOptions): DatabaseRoles {
  const roles = options.roles ?? DEFAULT_ROLES
  plainNameOrThrow(options.databaseName, 'database')
  for (const [role, name] of Object.entries(roles)) plainNameOrThrow(name, `${role} role`)
  if (new Set(Object.values(roles)).size !== 3)
    throw new Error('The owner, app and timer roles must be three.')
  return roles
}

async function refuseOldServer(admin: Client): Promise<void> {
  const { rows } = await admin.query<{ version: string; number: number }>(
    `select current_setting('server_version') as version, current_setting('server_version_num')::int as number`,
  )
  if ((rows[0]?.number ?? 0) >= OLDEST_SERVER) return
  throw new Error(`Throughline needs PostgreSQL 15 or newer; this server is ${rows[0]?.version}.`)
}

function markOf(roles: DatabaseRoles): string {
  return `${PREPARED}, ${roles.owner}, ${roles.app}, ${roles.timer}`
}

async function isPrepared(admin: Client, name: string, roles: DatabaseRoles): Promise<boolean> {
  const { rows } = await admin.query<{ mark: string | null; roles: number }>(
    `select (select shobj_description(oid, 'pg_database') from pg_database where datname = $1) as mark,
            (select count(*)::int from pg_roles where rolname = any($2)) as roles`,
    [name, Object.values(roles)],
  )
  return rows[0]?.mark === markOf(roles) && rows[0].roles === 3
}

type RoleWork = {
  passwords: Partial<DatabaseRoles> | 'for-new-roles'
  made: Partial<DatabaseRoles>
  done: string[]
}

async function prepareRoles(
  admin: Client,
  roles: DatabaseRoles,
  { passwords, made, done }: RoleWork,
): Promise<void> {
  for (const kind of ['owner', 'app', 'timer'] as const) {
    const name = roles[kind]
    const { rowCount } = await admin.query('select from pg_roles where rolname = $1', [name])
    if (rowCount === 0) {
      await admin.query(`create role ${name} login`)
      done.push(`made the role ${name}`)
    }
    await refusePower(admin, name)
    const forNew = rowCount === 0 ? randomBytes(24).toString('base64url') : undefined
    const password = passwords === 'for-new-roles' ? forNew : passwords[kind]
    if (password !== undefined) {
      await admin.query(`alter role ${name} password '${scramVerifier(password)}'`)
      made[kind] = password
      done.push(`set the password of ${name}`)
    }
    if (kind === 'owner') continue
    for (const [setting, value] of Object.entries(APP_SETTINGS)) {
      await admin.query(`alter role ${name} set ${setting} = '${value}'`)
    }
  }
}

/** A login that is more than it should be would walk through row-level security: said, not silently changed. */
async function refusePower(admin: Client, name: string): Promise<void> {
  const { rows } = await admin.query<{ power: string }>(
    `select power from pg_roles, lateral (values
       (rolsuper, 'SUPERUSER'), (rolbypassrls, 'BYPASSRLS'), (rolcreaterole, 'CREATEROLE')) as t (has, power)
     where rolname = $1 and has
     union all
     select 'membership of ' || g.rolname from pg_auth_members m
       join pg_roles g on g.oid = m.roleid join pg_roles r on r.oid = m.member where r.rolname = $1`,
    [name],
  )
  if (rows.length === 0) return
  const powers = rows.map((row) => row.power).join(', ')
  throw new Error(
    `The role ${name} has ${powers}, which would let it pass row-level security. Take it away first.`,
  )
}

async function prepareDatabaseItself(
  admin: Client,
  name: string,
  { roles, done }: { roles: DatabaseRoles; done: string[] },
): Promise<void> {
  const { rows } = await admin.query<{ owner: string }>(
    'select pg_get_userbyid(datdba) as owner from pg_database where datname = $1',
    [name],
  )
  await lendOwnership(admin, roles.owner)
  if (rows.length === 0) {
    await admin.query(`create database ${name} owner ${roles.owner} encoding 'UTF8' template template0`)
    done.push(`made the database ${name}, owned by ${roles.owner}`)
  } else if (rows[0]?.owner !== roles.owner) {
    await admin.query(`alter database ${name} owner to ${roles.owner}`)
    done.push(`gave the database ${name} to ${roles.owner}`)
  }
  await admin.query(`revoke all on database ${name} from public`)
  await admin.query(`grant connect on database ${name} to ${roles.app}, ${roles.timer}`)
}

/** An admin who is no superuser (managed PostgreSQL) may give a database only to a role it can act as. */
async function lendOwnership(admin: Client, owner: string): Promise<void> {
  // Since 16, being a member does not yet mean being allowed to act as the role.
  const { rows } = await admin.query<{ may: boolean }>(
    `select pg_has_role(current_user, $1,
       case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end) as may`,
    [owner],
  )
  if (rows[0]?.may !== true) await admin.query(`grant ${owner} to current_user`)
}

async function prepareInside(client: Client, roles: DatabaseRoles, done: string[]): Promise<void> {
  await client.query(`set role ${roles.owner}`)
  const { rowCount } = await client.query(`select from pg_extension where extname = 'pg_trgm'`)
  if (rowCount === 0) {
    await createExtension(client)
    done.push('added the extension pg_trgm')
  }
  await client.query('revoke create on schema public from public')
  await client.query(`grant usage on schema public to ${roles.app}, ${roles.timer}`)
}

async function createExtension(client: Client): Promise<void> {
  try {
    await client.query('create extension pg_trgm')
  } catch (error) {
    throw new Error(
      'The extension pg_trgm (search) could not be added. Install the contrib package of this PostgreSQL ' +
        '(Debian: postgresql-contrib), or run "CREATE EXTENSION pg_trgm" in the database as a superuser, then again.',
      { cause: error },
    )
  }
}
