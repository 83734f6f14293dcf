import { sql } from 'kysely'
import type { Output } from '../../contract/operations.ts'
import type { Tx } from '../../db/tx.ts'

type Stages = Output<'stage.list'>['items']

/** The stages seen from a connection, those that nobody has mapped yet first. */
export async function findStages(tx: Tx, connectionId: string): Promise<Stages> {
  return tx.many(sql<Stages[number]>`
    SELECT s.pipeline, s.external_id AS "externalId", s.label, s.kind, coalesce(d.deals, 0)::integer AS deals
    FROM stage s
    LEFT JOIN (
      SELECT coalesce(pipeline, '') AS pipeline, stage_id, count(*) AS deals FROM deal
      WHERE workspace_id = ${tx.workspaceId} AND connection_id = ${connectionId} AND external_id IS NOT NULL
      GROUP BY 1, 2) AS d ON d.stage_id = s.external_id AND d.pipeline = s.pipeline
    WHERE s.workspace_id = ${tx.workspaceId} AND s.connection_id = ${connectionId}
    ORDER BY (s.kind IS NOT NULL), s.pipeline, s.label, s.external_id LIMIT 1000`)
}
