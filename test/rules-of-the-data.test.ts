import { beforeAll, describe, expect, it } from 'vitest'
import { idPrefixes } from '../src/db/new-id.ts'
import {
  as,
  ask,
  globalTables,
  inWorkspace,
  listTables,
  refusal,
  takenBack,
  workspaceTables,
} from './data/catalog.ts'
import { fillEveryTable } from './data/fill-every-table.ts'
import { TEST_ROLES } from './support/postgres.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from './support/workspace.ts'

type Named = { name: string }
const names = (rows: readonly Named[]): string[] => rows.map((row) => row.name)

let mine: TestWorkspace

beforeAll(async () => {
  const runtime = await testRuntime()
  mine = await makeWorkspace(runtime)
  await fillEveryTable(mine)
})

describe('rule 1, two logins:', () => {
  it('neither login of the product can pass row-level security or become more than it is', async () => {
    const powers = await ask<Named>(
      'super',
      `SELECT rolname AS name FROM pg_roles WHERE rolname = ANY ($1)
         AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)
       UNION ALL SELECT r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member WHERE r.rolname = ANY ($1)`,
      [Object.values(TEST_ROLES)],
    )
    expect(powers).toEqual([])
  })

  it('everything belongs to the owner, nothing to the logins that serve', async () => {
    const owners = await ask<{ owner: string }>(
      'super',
      `SELECT DISTINCT pg_get_userbyid(c.relowner) AS owner FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
       UNION SELECT pg_get_userbyid(proowner) FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
         AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')`,
    )
    expect(owners).toEqual([{ owner: TEST_ROLES.owner }])
  })

  it.each(['app', 'timer'] as const)('the %s login can change no schema', async (login) => {
    expect(await refusal(ask(login, 'CREATE TABLE stray (id text)'))).toMatch(/permission denied/)
    expect(await refusal(ask(login, 'CREATE TEMP TABLE stray (id text)'))).toMatch(/permission denied/)
    expect(await refusal(ask(login, 'ALTER TABLE deal DISABLE ROW LEVEL SECURITY'))).toMatch(/must be owner/)
    expect(await refusal(ask(login, 'TRUNCATE deal'))).toMatch(/permission denied/)
  })

  it('a runaway statement, a forgotten lock and an idle transaction end by themselves', async () => {
    for (const login of ['app', 'timer'] as const) {
      const [limits] = await ask<Record<string, string>>(
        login,
        `SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock,
           current_setting('idle_in_transaction_session_timeout') AS idle, current_setting('search_path') AS path`,
      )
      expect(limits).toEqual({ statement: '15s', lock: '5s', idle: '30s', path: 'public' })
    }
  })

  it('row-level security is enabled and forced on every table but the list of migrations', async () => {
    const open = await ask<Named>(
      'super',
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
         AND NOT (relrowsecurity AND relforcerowsecurity)`,
    )
    expect(names(open)).toEqual(['migration'])
  })

  it('every table has one policy for the app, by workspace, and one for the owner', async () => {
    const policies = await ask<Named & { policies: string }>(
      'super',
      `SELECT tablename AS name, string_agg(concat_ws('|', policyname, array_to_string(roles, ','), cmd, qual, with_check), E'\n' ORDER BY policyname) AS policies
         FROM pg_policies WHERE schemaname = 'public' AND policyname <> 'timer' GROUP BY 1 ORDER BY 1`,
    )
    expect(names(policies)).toEqual([...(await workspaceTables()), 'workspace'].toSorted())
    for (const { name, policies: text } of policies) {
      const column = name === 'workspace' ? 'id' : 'workspace_id'
      const mineOnly = `(${column} = NULLIF(current_setting('app.workspace_id'::text, true), ''::text))`
      expect(text, name).toBe(
        `app|${TEST_ROLES.app}|ALL|${mineOnly}|${mineOnly}\nowner|${TEST_ROLES.owner}|ALL|true|true`,
      )
    }
  })
})

describe('rule 4, no global users:', () => {
  it('the tables of no workspace are the workspaces themselves and the list of migrations', async () => {
    const scoped = await ask<Named>(
      'super',
      `SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'workspace_id'
         AND is_nullable = 'NO' AND collation_name = 'C'`,
    )
    const inNone = (await listTables()).filter((table) => !names(scoped).includes(table))
    expect(inNone).toEqual(globalTables)
  })
})

describe('rule 6, types:', () => {
  it('instants are kept to the millisecond, in UTC', async () => {
    const wrong = await ask<Named>(
      'super',
      `SELECT c.relname || '.' || a.attname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
           AND (format_type(a.atttypid, a.atttypmod) ~ '^(timestamp|time)' AND format_type(a.atttypid, a.atttypmod) <> 'timestamp(3) with time zone'
             OR a.attname ~ '(_at|_until|_from|^at)$' AND format_type(a.atttypid, a.atttypmod) <> 'timestamp(3) with time zone'
             OR a.attname ~ '_on$' AND a.atttypid <> 'date'::regtype)`,
    )
    expect(names(wrong)).toEqual([])
  })

  it('ids are text in byte order, with their prefix checked', async () => {
    const unchecked = await ask<Named>(
      'super',
      `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'id'
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> 'migration'
           AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c'
             AND pg_get_constraintdef(k.oid) ~ 'CHECK \\(\\(id ~ ''\\^[a-z]{3}_\\[0-9a-z\\]\\{(26|8)\\}\\$''')`,
    )
    expect(names(unchecked)).toEqual([])
    const collated = await ask<Named>(
      'super',
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
         WHERE table_schema = 'public' AND data_type = 'text' AND (column_name = 'id' OR column_name ~ '_id$') AND collation_name IS DISTINCT FROM 'C'`,
    )
    expect(names(collated)).toEqual([])
  })

  it('no two kinds of record share a prefix, and the code knows each', async () => {
    const rows = await ask<{ prefix: string }>(
      'super',
      `SELECT substring(pg_get_constraintdef(oid) FROM '\\^([a-z]{3})_') AS prefix FROM pg_constraint
         WHERE contype = 'c' AND pg_get_constraintdef(oid) ~ 'CHECK \\(\\(id ~ '`,
    )
    const prefixes = rows.map((row) => row.prefix)
    expect(new Set(prefixes).size).toBe(prefixes.length)
    const known: readonly string[] = ['wsp', ...idPrefixes]
    expect(prefixes.filter((prefix) => !known.includes(prefix))).toEqual([])
  })

  it('money is whole minor units', async () => {
    const wrong = await ask<Named>(
      'super',
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns WHERE table_schema = 'public'
         AND (column_name ~ '_(minor|micros)$' AND data_type <> 'bigint' OR data_type IN ('numeric', 'real', 'double precision', 'money', 'json'))`,
    )
    expect(names(wrong)).toEqual([])
  })

  it('an amount without a currency is refused', async () => {
    const said = await inWorkspace(mine.id, (client) =>
      refusal(client.query('UPDATE deal SET currency = NULL, amount_minor = 1, version = version + 1')),
    )
    expect(said).toMatch(/deal_check/)
  })
})

describe('rule 7, one clock:', () => {
  it('a moved clock is seen in a test database', async () => {
    const row = await as('app', async (client) => {
      await client.query(`BEGIN; SET LOCAL app.clock_offset_ms = '3600000'`)
      const { rows } = await client.query<{ ahead: number }>(
        'SELECT extract(epoch FROM app_now() - transaction_timestamp())::int AS ahead',
      )
      return rows[0]
    })
    expect([3599, 3600]).toContain(row?.ahead)
  })

  it('no database but one named for tests can be moved', async () => {
    const [row] = await ask<{ body: string }>(
      'super',
      `SELECT pg_get_functiondef('app_now()'::regprocedure) AS body`,
    )
    const condition = /CASE WHEN (.+)\s+THEN/.exec(row?.body ?? '')?.[1]
    expect(condition).toBe(String.raw`current_database() LIKE 'throughline\_test%'`)
    const [others] = await ask<Record<string, boolean>>(
      'super',
      String.raw`SELECT 'throughline' LIKE 'throughline\_test%' AS a, 'throughlinetest' LIKE 'throughline\_test%' AS b, 'throughline_test_1' LIKE 'throughline\_test%' AS c`,
    )
    expect(others).toEqual({ a: false, b: false, c: true })
  })

  it('no column takes the time from a clock of its own', async () => {
    const defaults = await ask<Named>(
      'super',
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns WHERE table_schema = 'public'
         AND column_default ~* 'now\\(|timestamp\\(|current_|random|uuid'`,
    )
    expect(names(defaults)).toEqual(['migration.applied_at'])
  })
})

describe('rule 9, no verb changes a row that a whole workspace shares:', () => {
  it('what is written is never changed: the seals and payloads of the audit trail', async () => {
    const may = await ask<Named>(
      'super',
      `SELECT table_name || ' ' || privilege_type AS name FROM information_schema.table_privileges
         WHERE grantee = $1 AND table_name ~ '^audit' AND privilege_type NOT IN ('SELECT', 'INSERT') ORDER BY 1`,
      [TEST_ROLES.app],
    )
    expect(names(may)).toEqual(['audit UPDATE', 'audit_head UPDATE'])
  })

  it.each(['action', 'actor_kind', 'record_id', 'payload_digest', 'deal_id', 'request_id', 'cause_id'])(
    'the %s of an audit entry cannot be changed',
    async (column) => {
      const value =
        column === 'payload_digest' ? `sha256('x')` : column === 'actor_kind' ? `'connection'` : `'x'`
      const said = await inWorkspace(mine.id, (client) =>
        refusal(client.query(`UPDATE audit SET ${column} = ${value}`)),
      )
      expect(said).toBe('an audit entry never changes')
    },
  )

  it('a seal number is filled in once', async () => {
    const said = await inWorkspace(mine.id, async (client) => {
      await client.query('UPDATE audit SET seal_number = 1 WHERE seal_number IS NULL')
      return refusal(client.query('UPDATE audit SET seal_number = 2'))
    })
    expect(said).toBe('an audit entry never changes')
  })
})

describe('rule 10, ready to be spread over servers:', () => {
  it('every primary and unique key begins with the workspace', async () => {
    const wrong = await ask<Named>(
      'super',
      `SELECT i.indexrelid::regclass::text AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
         WHERE c.relnamespace = 'public'::regnamespace AND i.indisunique AND c.relname <> ALL ($1)
           AND (SELECT attname FROM pg_attribute WHERE attrelid = i.indrelid AND attnum = i.indkey[0]) <> 'workspace_id'`,
      [globalTables],
    )
    expect(names(wrong)).toEqual([])
  })

  it('every table has a primary key', async () => {
    const without = await ask<Named>(
      'super',
      `SELECT relname AS name FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
         AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p')`,
    )
    expect(names(without)).toEqual([])
  })

  it('every reference stays in its workspace: both sides begin with it, none leads to a global table, none sets NULL', async () => {
    const wrong = await ask<Named>(
      'super',
      `SELECT k.conrelid::regclass || '.' || k.conname AS name FROM pg_constraint k WHERE k.contype = 'f' AND (
         k.confrelid::regclass::text = ANY ($1) OR k.confdeltype IN ('n', 'd', 'c') OR k.confupdtype <> 'a'
         OR (SELECT attname FROM pg_attribute WHERE attrelid = k.conrelid AND attnum = k.conkey[1]) <> 'workspace_id'
         OR (SELECT attname FROM pg_attribute WHERE attrelid = k.confrelid AND attnum = k.confkey[1]) <> 'workspace_id')`,
      [globalTables],
    )
    expect(names(wrong)).toEqual([])
  })

  it('nothing counts up by itself', async () => {
    const counters = await ask<Named>(
      'super',
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'S'
       UNION ALL SELECT attrelid::regclass || '.' || attname FROM pg_attribute WHERE attidentity <> '' AND attrelid > 16384`,
    )
    expect(names(counters)).toEqual([])
  })

  it('triggers look at the row before and after, and at nothing else', async () => {
    const bodies = await ask<Named & { body: string; level: number }>(
      'super',
      `SELECT DISTINCT p.proname AS name, p.prosrc AS body, t.tgtype::int & 1 AS level FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal`,
    )
    expect(names(bodies).toSorted()).toEqual([
      'guard_audit',
      'guard_handoff',
      'guard_playbook_version',
      'guard_step',
      'guard_version',
    ])
    for (const { name, body, level } of bodies) {
      expect(body, name).not.toMatch(
        /\b(SELECT|INSERT INTO|UPDATE\s+\w+\s+SET|DELETE|PERFORM|EXECUTE|NOTIFY)\b/i,
      )
      expect(level, `${name} fires for each row`).toBe(1)
    }
  })

  it('every table whose rows have a version refuses a change that did not see the latest', async () => {
    const versioned = await ask<Named>(
      'super',
      `SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'version' AND table_name <> 'change' ORDER BY 1`,
    )
    const said = await inWorkspace(mine.id, async (client) => {
      const answers: [string, string][] = []
      for (const table of names(versioned)) {
        const update = () => refusal(client.query(`UPDATE ${table} SET version = version`))
        answers.push([table, await takenBack(client, update)])
      }
      return answers
    })
    expect(said.length).toBeGreaterThan(10)
    expect(said.filter(([, text]) => !/version of/.test(text))).toEqual([])
  })
})

describe('rule 11, answers belong to the deal:', () => {
  it('there is one per requirement of a deal, whatever handoffs it has, with a version of its own', async () => {
    const [row] = await ask<{ key: string; handoff: boolean; version: boolean }>(
      'super',
      `SELECT pg_get_constraintdef(k.oid) AS key,
         EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attname = 'handoff_id') AS handoff,
         EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attname = 'version') AS version
         FROM pg_constraint k WHERE k.conrelid = 'answer'::regclass AND k.contype = 'p'`,
    )
    expect(row).toEqual({
      key: 'PRIMARY KEY (workspace_id, deal_id, requirement_id)',
      handoff: false,
      version: true,
    })
  })
})

describe('rule 16, every column is classed:', () => {
  it('personal, internal or none', async () => {
    const unclassed = await ask<Named>(
      'super',
      `SELECT c.relname || '.' || a.attname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> 'migration' AND a.attnum > 0 AND NOT a.attisdropped
           AND coalesce(col_description(c.oid, a.attnum), '') NOT IN ('personal', 'internal', 'none')`,
    )
    expect(names(unclassed)).toEqual([])
  })

  it('no column of free text is classed as holding nothing', async () => {
    const rows = await ask<Named>(
      'super',
      `SELECT c.relname || '.' || a.attname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> 'migration' AND a.attnum > 0 AND NOT a.attisdropped
           AND (a.atttypid IN ('jsonb'::regtype, 'bytea'::regtype) OR a.atttypid = 'text'::regtype AND a.attcollation <> '"C"'::regcollation)
           AND col_description(c.oid, a.attnum) = 'none' ORDER BY 1`,
    )
    expect(names(rows)).toEqual(holdsNothing)
  })

  it('a request can be followed through what it caused', async () => {
    const rows = await ask<Named>(
      'super',
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name IN ('request_id', 'cause_id') ORDER BY 1`,
    )
    expect(names(rows)).toEqual([
      'audit.cause_id',
      'audit.request_id',
      'inbox.request_id',
      'outbox.cause_id',
      'outbox.request_id',
    ])
  })
})

/** Text and JSON that says nothing of a person or of how the company sells. */
const holdsNothing = ['import.progress', 'step.duration', 'workspace.locale', 'workspace.zone']
