import { sql } from 'kysely'
import type { Tx } from '../../../db/tx.ts'
import { ownConnectionName } from '../../deals/own-connection.ts'

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
      FROM stage s WHERE workspace_id = ${tx.workspaceId} AND NOT EXISTS (SELECT 1 FROM connection c
        WHERE c.workspace_id = s.workspace_id AND c.id = s.connection_id AND c.name = ${ownConnectionName})`),
    tx.maybe(sql<{
      connection_id: string
    }>`SELECT connection_id FROM stage WHERE workspace_id = ${tx.workspaceId} AND kind IS NULL
      GROUP BY connection_id ORDER BY count(*) DESC, connection_id LIMIT 1`),
    tx.many(teamsQuery(tx)),
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

/** A team is managed where it has a manager, or each of its people has one or is one. */
function teamsQuery(tx: Tx) {
  return sql<{ side: string; managed: boolean }>`SELECT side, manager_id IS NOT NULL OR coalesce((
      SELECT bool_and(m.manager_id IS NOT NULL OR EXISTS (SELECT 1 FROM member r
        WHERE r.workspace_id = m.workspace_id AND r.manager_id = m.id AND r.team_id = m.team_id)) FROM member m
      WHERE m.workspace_id = t.workspace_id AND m.team_id = t.id AND m.status <> 'suspended'), false) AS managed
    FROM team t WHERE workspace_id = ${tx.workspaceId} AND archived_at IS NULL`
}

function peopleQuery(tx: Tx) {
  return sql<SetupFacts['people']>`SELECT
      count(*) FILTER (WHERE status = 'active') AS active,
      count(*) FILTER (WHERE status = 'invited') AS invited,
      count(*) FILTER (WHERE status = 'known') AS known,
      count(*) FILTER (WHERE 'csm' = ANY (roles) AND status <> 'known') AS csms,
      count(*) FILTER (WHERE 'ae' = ANY (roles) AND status <> 'known') AS sellers
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
