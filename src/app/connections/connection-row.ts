import type { Selectable } from 'kysely'
import type { SourceConfig } from '../../connectors/kit/deal-source.ts'
import { qb } from '../../db/query.ts'
import type { ConnectionTable } from '../../db/schema/connection.ts'
import type { Tx } from '../../db/tx.ts'
import { notFound } from '../errors.ts'

export type ConnectionRow = Selectable<ConnectionTable>

export async function findConnection(tx: Tx, id: string): Promise<ConnectionRow | undefined> {
  return tx.maybe(
    qb.selectFrom('connection').selectAll().where('workspace_id', '=', tx.workspaceId).where('id', '=', id),
  )
}

/** A connection that is still there. */
export async function connectionOrThrow(tx: Tx, id: string): Promise<ConnectionRow> {
  const row = await findConnection(tx, id)
  if (!row || row.status === 'removed') throw notFound('connection')
  return row
}

/** A connection that events come in by; those of imports are made by imports and not set up. */
export async function sourceOrThrow(tx: Tx, id: string): Promise<ConnectionRow> {
  const row = await connectionOrThrow(tx, id)
  if (row.kind !== 'webhook') throw notFound('connection')
  return row
}

// Only settings the connector has checked are ever stored for a webhook.
export const asSourceConfig = (json: unknown): SourceConfig => json as SourceConfig
