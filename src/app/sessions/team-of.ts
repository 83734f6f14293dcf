import { type RawBuilder, sql } from 'kysely'

/**
 * SQL for the ids of the people a member works for or with, as a JSON list: the member; whoever reports to them,
 * at any remove, directly or by a team they manage; and for an AE the others of the team.
 * `UNION` drops who was met before, so a circle of managers ends.
 */
export function teamOf(member: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    WITH RECURSIVE me AS (
      SELECT p.workspace_id, p.id, p.team_id, p.roles FROM member p
      WHERE p.workspace_id = app_workspace() AND p.id = ${member}
    ), below AS (
      SELECT me.id FROM me
      UNION
      SELECT reports.id FROM below JOIN LATERAL (
        SELECT p.id FROM member p WHERE p.workspace_id = app_workspace() AND p.manager_id = below.id
        UNION ALL
        SELECT p.id FROM team t JOIN member p ON p.workspace_id = t.workspace_id AND p.team_id = t.id
        WHERE t.workspace_id = app_workspace() AND t.manager_id = below.id AND t.archived_at IS NULL
      ) AS reports ON true
    )
    SELECT coalesce(jsonb_agg(seen.id ORDER BY seen.id), '[]') FROM (
      SELECT below.id FROM below
      UNION
      SELECT p.id FROM me JOIN member p ON p.workspace_id = me.workspace_id AND p.team_id = me.team_id WHERE 'ae' = ANY (me.roles)
      LIMIT 5000
    ) AS seen
  )`
}
