import type { TestWorkspace } from '../support/workspace.ts'
import { as } from './catalog.ts'

/** Ids of rows made by number: `hnd_` and the number. */
export const numbered = (prefix: string, n: number): string => `${prefix}_${String(n).padStart(26, '0')}`

/**
 * Fills a workspace with the traffic of years, straight into the tables: as the superuser and without triggers, since
 * only the plans of queries are looked at. Sellers and CSMs are the members numbered 1 to 100.
 */
export async function seedMany(
  workspace: TestWorkspace,
  connectionId: string,
  handoffs: number,
): Promise<void> {
  await as('super', async (client) => {
    await client.query('SET session_replication_role = replica')
    await client.query(`SET app.seeded = '${workspace.id}'`)
    for (const text of statements(connectionId, handoffs)) await client.query(text)
    await client.query('ANALYZE')
  })
}

const ws = `current_setting('app.seeded')`
const id = (prefix: string, n: string) => `'${prefix}_' || lpad((${n})::text, 26, '0')`
const at = (minutes: string) => `timestamptz '2024-01-01T00:00Z' + (${minutes}) * interval '1 minute'`

function statements(connectionId: string, n: number): string[] {
  return [
    `INSERT INTO member (workspace_id, id, name, email, roles, status, created_at)
       SELECT ${ws}, ${id('mem', 'i')}, 'Person ' || i, 'p' || i || '@example.com', ARRAY[CASE WHEN i <= 50 THEN 'ae' ELSE 'csm' END], 'active', ${at('0')} FROM generate_series(1, 100) i`,
    `INSERT INTO account (workspace_id, id, name, created_at) SELECT ${ws}, ${id('acc', 'i')}, 'Account ' || i, ${at('i')} FROM generate_series(1, ${n}) i`,
    `INSERT INTO deal (workspace_id, id, name, account_id, owner_id, stage_kind, won_at, lost_at, created_at)
       SELECT ${ws}, ${id('del', 'i')}, 'Deal ' || i, ${id('acc', `1 + i % ${n}`)}, ${id('mem', '1 + i % 50')}, (ARRAY['won','won','won','open','likely','lost'])[1 + i % 6], ${at('i')}, ${at('i')}, ${at('i')} FROM generate_series(1, ${n}) i`,
    `INSERT INTO handoff (workspace_id, id, deal_id, account_id, playbook_version_id, tier, tier_reason, status, ae_id, csm_id, routing, won_at, csm_assigned_at, submitted_at, accepted_at, confirmed_at, next_due_at, missing_count, opened_at)
       SELECT ${ws}, ${id('hnd', 'i')}, ${id('del', 'i')}, ${id('acc', `1 + i % ${n}`)}, (SELECT id FROM playbook_version WHERE workspace_id = ${ws} LIMIT 1),
         (ARRAY['smb','smb','smb','mid_market','enterprise'])[1 + i / 7 % 5], 'value', CASE WHEN i % 50 < 40 THEN 'confirmed' ELSE (ARRAY['preparing','open','submitted','returned','accepted'])[1 + i % 5] END,
         ${id('mem', '1 + i % 50')}, ${id('mem', '51 + i / 3 % 50')}, '{"reasons":[],"runnersUp":[],"marked":null,"overriddenBy":null}', ${at('i')}, ${at('i')}, ${at('i')}, ${at('i')}, ${at('i')}, CASE WHEN i % 50 < 40 THEN NULL ELSE ${at('i')} END, i % 3, ${at('i')} FROM generate_series(1, ${n}) i`,
    `INSERT INTO step (workspace_id, id, handoff_id, template_id, position, title, owner_role, owner_id, status, anchor_at, duration, due_at, ended_at)
       SELECT ${ws}, ${id('stp', 'i * 10 + k')}, ${id('hnd', 'i')}, 'step_' || k, k, 'Step ' || k, 'csm', ${id('mem', '51 + i / 3 % 50')}, CASE WHEN i % 50 < 40 THEN 'done' ELSE 'open' END, ${at('i')}, '{}', ${at('i + 1440')}, CASE WHEN i % 50 < 40 THEN ${at('i')} END
       FROM generate_series(1, ${n}) i, generate_series(1, 3) k`,
    `INSERT INTO timer (workspace_id, id, kind, handoff_id, step_id, rung, due_at)
       SELECT workspace_id, 'tmr_' || substr(id, 5), 'step', handoff_id, id, 'due', due_at FROM step WHERE workspace_id = ${ws} AND status = 'open'`,
    `INSERT INTO audit (workspace_id, id, at, action, actor_kind, noun, record_id, deal_id, payload_digest, seal_number)
       SELECT ${ws}, ${id('aud', 'i * 10 + k')}, ${at('i + k')}, 'handoff.open', 'system', 'handoff', ${id('hnd', 'i')}, ${id('del', 'i')}, sha256('x'), i / 1000 + 1 FROM generate_series(1, ${n}) i, generate_series(1, 3) k`,
    `INSERT INTO audit_payload (workspace_id, audit_id, salt, payload) SELECT workspace_id, id, 'salt', '{"changes":{},"reason":null}' FROM audit WHERE workspace_id = ${ws} AND id < 'aud_1' ON CONFLICT DO NOTHING`,
    `INSERT INTO notification (workspace_id, id, member_id, event, title, body, path, in_app, created_at, read_at)
       SELECT ${ws}, ${id('ntf', 'i')}, ${id('mem', '1 + i % 100')}, 'handoff_opened', 'New', 'A handoff', '/', true, ${at('i')}, CASE WHEN i % 20 > 0 THEN ${at('i')} END FROM generate_series(1, ${n}) i`,
    `INSERT INTO mail (workspace_id, id, member_id, to_address, subject, text_body, html_body, status, created_at)
       SELECT ${ws}, ${id('mal', 'i')}, ${id('mem', '1 + i % 100')}, 'p@example.com', 'New', 'text', 'html', (ARRAY['sent','sent','sent','kept','failed'])[1 + i % 5], ${at('i')} FROM generate_series(1, ${n}) i`,
    `INSERT INTO inbox (workspace_id, id, connection_id, event_id, body_hash, received_at, status, due_at)
       SELECT ${ws}, ${id('evt', 'i')}, '${connectionId}', 'event-' || i, sha256('x'), ${at('i')}, CASE WHEN i % 500 = 0 THEN 'parked' ELSE 'done' END, ${at('i')} FROM generate_series(1, ${n}) i`,
    `INSERT INTO outbox (workspace_id, id, job, payload, created_at, status, due_at, ended_at)
       SELECT ${ws}, ${id('job', 'i')}, 'send-mail', '{}', ${at('i')}, CASE WHEN i % 500 = 0 THEN 'parked' ELSE 'done' END, ${at('i')}, ${at('i')} FROM generate_series(1, ${n}) i`,
    `INSERT INTO escalation (workspace_id, id, handoff_id, step_ids, rung, raised_to, opened_at, raised_at, closed_at, cause)
       SELECT ${ws}, ${id('esc', 'i')}, ${id('hnd', 'i')}, ARRAY[${id('stp', 'i * 10 + 1')}], 'manager', ${id('mem', '51 + i / 20 % 50')}, ${at('i')}, ${at('i')}, CASE WHEN i % 20 > 0 THEN ${at('i')} END, CASE WHEN i % 20 > 0 THEN 'busy' END FROM generate_series(1, ${n}) i`,
    `INSERT INTO question (workspace_id, id, handoff_id, requirement_id, text, asked_by, asked_at, answer, answered_at)
       SELECT ${ws}, ${id('qst', 'i')}, ${id('hnd', 'i')}, 'goals', 'Why?', ${id('mem', '51 + i % 50')}, ${at('i')}, CASE WHEN i % 20 > 0 THEN 'So' END, CASE WHEN i % 20 > 0 THEN ${at('i')} END FROM generate_series(1, ${n}) i`,
    `INSERT INTO answer (workspace_id, deal_id, requirement_id, state, source, answered_at)
       SELECT ${ws}, ${id('del', 'i')}, 'r' || k, 'none', 'crm', ${at('i')} FROM generate_series(1, ${n}) i, generate_series(1, 3) k`,
    `INSERT INTO search_document (workspace_id, deal_id, readers, body) SELECT ${ws}, ${id('del', 'i')}, ARRAY[${ws}, ${id('mem', '1 + i % 50')}, ${id('mem', '51 + i / 3 % 50')}], 'account ' || (1 + i % ${n}) || ' deal ' || i || ' ' || md5(i::text) FROM generate_series(1, ${n}) i`,
    `INSERT INTO import (workspace_id, id, status, created_at) SELECT ${ws}, ${id('imp', 'i')}, 'done', ${at('i')} FROM generate_series(1, 200) i`,
    `INSERT INTO import_problem (workspace_id, import_id, number, file, row_number, code, reason, cells) SELECT ${ws}, ${id('imp', '1')}, i, 'deals.csv', i, 'bad', 'reason', '{"name":"Acme"}' FROM generate_series(1, ${n}) i`,
  ]
}
