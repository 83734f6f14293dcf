import type { Client } from 'pg'

/** Ids of rows made by number: `hnd_` and the number. */
export const numbered = (prefix: string, n: number): string => `${prefix}_${String(n).padStart(26, '0')}`

const batch = 20_000
const sellers = 500
const csms = 500

/**
 * Fills a workspace with handoffs of twelve steps each, straight into the tables and without triggers, up to a number;
 * what is there from an earlier run stays. Most are long over; one in twenty is under way, with three open steps.
 */
export async function seedHandoffs(
  client: Client,
  { workspaceId, handoffs, say }: { workspaceId: string; handoffs: number; say: (line: string) => void },
): Promise<void> {
  const [{ n: there }] = await rowsOf<{ n: number }>(
    client,
    `SELECT coalesce(max(substr(id, 5)::bigint), 0)::integer AS n FROM handoff WHERE workspace_id = '${workspaceId}'`,
  )
  await client.query(
    `SET session_replication_role = replica; SET synchronous_commit = off; SET maintenance_work_mem = '512MB'`,
  )
  await client.query(`SELECT set_config('app.seeded', $1, false)`, [workspaceId])
  await client.query(
    'CREATE SCHEMA IF NOT EXISTS seed; CREATE TABLE IF NOT EXISTS seed.index_left (definition text)',
  )
  if (there === 0) await client.query(people)
  if (there < handoffs) await dropIndexes(client)
  const startedMs = performance.now()
  const sayWhen = (what: string): void =>
    say(`${what}, ${Math.round((performance.now() - startedMs) / 1_000)} s`)
  for (let low = there + 1; low <= handoffs; low += batch) {
    const high = Math.min(handoffs, low + batch - 1)
    await client.query('BEGIN')
    for (const text of statements(low, high)) await client.query(text)
    await client.query('COMMIT')
    sayWhen(`seeded ${high} of ${handoffs} handoffs`)
  }
  await buildIndexes(client, sayWhen)
}

async function buildIndexes(client: Client, say: (line: string) => void): Promise<void> {
  const { rows } = await client.query<{ definition: string }>('SELECT definition FROM seed.index_left')
  for (const { definition } of rows) {
    await client.query('BEGIN')
    await client.query(definition)
    await client.query('DELETE FROM seed.index_left WHERE definition = $1', [definition])
    await client.query('COMMIT')
    say(`built ${/INDEX (\S+)/.exec(definition)?.[1] ?? 'an index'}`)
  }
  if (rows.length === 0) return
  await client.query('VACUUM ANALYZE')
  say('analysed')
}

async function rowsOf<T>(client: Client, text: string): Promise<[T, ...T[]]> {
  return (await client.query(text)).rows as [T, ...T[]]
}

/**
 * Everything but keys: building an index at the end takes a fraction of keeping it up row by row. What is left to
 * build is kept in the database, for a run that is broken off.
 */
async function dropIndexes(client: Client): Promise<void> {
  await client.query('BEGIN')
  const { rows } = await client.query<{ indexname: string }>(`
    WITH found AS (SELECT indexname, indexdef FROM pg_indexes i WHERE schemaname = 'public' AND tablename IN ('deal', 'handoff', 'step', 'timer', 'account', 'search_document')
      AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)),
    kept AS (INSERT INTO seed.index_left SELECT indexdef FROM found)
    SELECT indexname FROM found`)
  for (const { indexname } of rows) await client.query(`DROP INDEX public.${indexname}`)
  await client.query('COMMIT')
}

const ws = `current_setting('app.seeded')`
const id = (prefix: string, n: string) => `'${prefix}_' || lpad((${n})::text, 26, '0')`
/** One every half minute, the last of them a year ahead of the first million minutes. */
const at = (n: string) => `timestamptz '2025-01-01T00:00Z' + (${n}) * interval '30 seconds'`

const people = `INSERT INTO member (workspace_id, id, name, email, roles, status, created_at)
  SELECT ${ws}, ${id('mem', 'i')}, 'Person ' || i, 'p' || i || '@example.com', ARRAY[CASE WHEN i <= ${sellers} THEN 'ae' ELSE 'csm' END], 'active', ${at('0')}
  FROM generate_series(1, ${sellers + csms}) i`

const seller = (n: string) => id('mem', `1 + ${n} % ${sellers}`)
const csm = (n: string) => id('mem', `${sellers + 1} + ${n} / 3 % ${csms}`)
const isOver = (n: string) => `${n} % 20 > 0`

function statements(low: number, high: number): string[] {
  const series = `generate_series(${low}, ${high}) i`
  return [
    `INSERT INTO account (workspace_id, id, name, created_at) SELECT ${ws}, ${id('acc', 'i')}, 'Account ' || i, ${at('i')} FROM ${series}`,
    `INSERT INTO deal (workspace_id, id, name, account_id, owner_id, stage_kind, won_at, created_at)
      SELECT ${ws}, ${id('del', 'i')}, 'Deal ' || i, ${id('acc', 'i')}, ${seller('i')}, 'won', ${at('i')}, ${at('i')} FROM ${series}`,
    `INSERT INTO handoff (workspace_id, id, deal_id, account_id, playbook_version_id, tier, tier_reason, status, ae_id, csm_id, routing, won_at, csm_assigned_at, submitted_at, accepted_at, confirmed_at, next_due_at, opened_at)
      SELECT ${ws}, ${id('hnd', 'i')}, ${id('del', 'i')}, ${id('acc', 'i')}, (SELECT id FROM playbook_version WHERE workspace_id = ${ws} LIMIT 1),
        (ARRAY['smb','smb','smb','mid_market','enterprise'])[1 + i / 7 % 5], 'value', CASE WHEN ${isOver('i')} THEN 'confirmed' ELSE (ARRAY['open','submitted','returned','accepted'])[1 + i / 20 % 4] END,
        ${seller('i')}, ${csm('i')}, '{"reasons":[],"runnersUp":[],"marked":null,"overriddenBy":null}', ${at('i')}, ${at('i')}, ${at('i')}, ${at('i')}, ${at('i')}, CASE WHEN ${isOver('i')} THEN NULL ELSE ${at('i')} END, ${at('i')} FROM ${series}`,
    `INSERT INTO step (workspace_id, id, handoff_id, template_id, position, title, owner_role, owner_id, status, anchor_at, duration, due_at, ended_at)
      SELECT ${ws}, ${id('stp', 'i * 100 + k')}, ${id('hnd', 'i')}, 'step_' || k, k, 'Step ' || k, 'csm', ${csm('i')}, CASE WHEN ${isOver('i')} OR k <= 9 THEN 'done' ELSE 'open' END, ${at('i')}, '{}', ${at('i + 2880 * k')}, CASE WHEN ${isOver('i')} OR k <= 9 THEN ${at('i')} END
      FROM ${series}, generate_series(1, 12) k`,
    `INSERT INTO timer (workspace_id, id, kind, handoff_id, step_id, rung, due_at)
      SELECT ${ws}, ${id('tmr', 'i * 100 + k')}, 'step', ${id('hnd', 'i')}, ${id('stp', 'i * 100 + k')}, 'due', ${at('i + 2880 * k')}
      FROM ${series}, generate_series(10, 12) k WHERE NOT (${isOver('i')})`,
    `INSERT INTO search_document (workspace_id, deal_id, readers, body) SELECT ${ws}, ${id('del', 'i')}, ARRAY[${ws}, ${seller('i')}, ${csm('i')}], 'Account ' || i || ' Deal ' || i || ' ' || md5(i::text) || ' ' || md5((i * 7)::text) FROM ${series}`,
  ]
}
