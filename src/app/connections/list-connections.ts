import { qb } from '../../db/query.ts'
import type { Verb } from '../verbs.ts'
import { healthOf, viewRow } from './connection-view.ts'

/** The connections that are there, with their health. There are a handful of them, so the list is whole. */
export const listConnections: Verb<'connection.list'> = (ctx) =>
  ctx.readOnly(async (tx) => {
    const rows = await tx.many(
      qb
        .selectFrom('connection')
        .selectAll()
        .where('workspace_id', '=', tx.workspaceId)
        .where('status', '<>', 'removed')
        .orderBy('created_at')
        .orderBy('id')
        .limit(200),
    )
    const items = await Promise.all(
      rows.map(async (row) => viewRow(ctx.connectors, row, await healthOf(tx, row.id))),
    )
    return { items }
  })
