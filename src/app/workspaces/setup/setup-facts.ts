import { sql } from 'kysely'
import type { Tx } from '../../../db/tx.ts'

/** Counting stops here: beyond it only "more than" matters, and a million deals need not be walked. */
export const mostCounted = 10_000

/** All that the progress of setting up is computed from. */
export type SetupFacts = {
  deals: number
  stages: number
  stagesUnmapped: number
  /** Where most of the stages without a meaning are. */
  unmappedConnectionId: string | null
  teams: readonly { side: string; managed: boolean }[]
  people: { active: number; invited: number; known: number; csms: number; sellers: number }
  calendars: { count: number; defaultTitle: string; defaultZone: string; defaultChecked: boolean }
  /** Whether somebody has submitted a handoff that is no history. */
  submitted: boolean
}

export async function loadSetupFacts(tx: Tx): Promise<SetupFacts> {
  const [deals, stages, unmapped, teams, people, calendars, submitted] = await Promise.all([
    tx.one(sql<{ n: number }>`SELECT count(*) AS n FROM
      (SELECT 1 FROM deal WHERE workspace_id = ${tx.workspaceId} LIMIT ${mostCounted + 1}) AS counted`),
    tx.one(sql<{
      all: number
      unmapped: number
    }>`SELECT count(*) AS all, count(*) FILTER (WHERE kind IS NULL) AS unmapped
      FROM stage WHERE workspace_id = ${tx.workspaceId}`),
    tx.maybe(sql<{
      connection_id: string
    }>`SELECT connection_id FROM stage WHERE workspace_id = ${tx.workspaceId} AND kind IS NULL
      GROUP BY connection_id ORDER BY count(*) DESC, connection_id LIMIT 1`),
    tx.many(sql<{ side: string; managed: boolean }>`SELECT side, manager_id IS NOT NULL AS managed FROM team
      WHERE workspace_id = ${tx.workspaceId} AND archived_at IS NULL`),
    tx.one(peopleQuery(tx)),
    tx.one(calendarQuery(tx)),
    tx.one(sql<{ yes: boolean }>`SELECT EXISTS (SELECT 1 FROM handoff WHERE workspace_id = ${tx.workspaceId}
      AND status IN ('submitted', 'returned', 'accepted', 'confirmed') AND NOT is_history) AS yes`),
  ])
  return {
    deals: deals.n,
    stages: stages.all,
    stagesUnmapped: stages.unmapped,
    unmappedConnectionId: unmapped?.connection_id ?? null,
    teams,
    people,
    calendars,
    submitted: submitted.yes,
  }
}

function peopleQuery(tx: Tx) {
  return sql<SetupFacts['people']>`SELECT
      count(*) FILTER (WHERE status = 'active') AS active,
      count(*) FILTER (WHERE status = 'invited') AS invited,
      count(*) FILTER (WHERE status = 'known') AS known,
      count(*) FILTER (WHERE 'csm' = ANY (roles)) AS csms,
      count(*) FILTER (WHERE 'ae' = ANY (roles)) AS sellers
    FROM member WHERE workspace_id = ${tx.workspaceId} AND status <> 'suspended'`
}

/** A default that closes on holidays, or that somebody has changed since the start, has been looked at. */
function calendarQuery(tx: Tx) {
  return sql<SetupFacts['calendars']>`SELECT count(*) AS count,
      coalesce(max(title) FILTER (WHERE is_default), '') AS "defaultTitle",
      coalesce(max(definition->>'zone') FILTER (WHERE is_default), '') AS "defaultZone",
      coalesce(bool_or(is_default AND (version > 1 OR definition ? 'holidays' OR definition ? 'closed')), false) AS "defaultChecked"
    FROM calendar WHERE workspace_id = ${tx.workspaceId} AND archived_at IS NULL`
}
