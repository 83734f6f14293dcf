import { sql } from 'kysely'
import { qb } from '../../db/query.ts'
import type { Ctx } from '../context.ts'
import { notFound, stale } from '../errors.ts'
import type { OperationTx } from '../operation-tx.ts'
import { type ConnectionRow, sourceOrThrow } from './connection-row.ts'
import { viewConnection } from './connection-view.ts'
import { refuseTakenName } from './refuse-taken-name.ts'

export type ConnectionChange = Partial<
  Pick<
    ConnectionRow,
    'name' | 'status' | 'live_from' | 'secret_sealed' | 'previous_secret_sealed' | 'previous_secret_until'
  >
> & { config?: string }

/** Writes a change onto the version the caller saw, or tells them what stands there now. */
export async function saveConnection(
  ctx: Ctx,
  tx: OperationTx,
  { before, version, change }: { before: ConnectionRow; version: number; change: ConnectionChange },
): Promise<ConnectionRow> {
  const saved = await refuseTakenName(change.name, () =>
    tx.maybe(
      qb
        .updateTable('connection')
        .set({ ...change, version: sql<number>`version + 1` })
        .where('workspace_id', '=', tx.workspaceId)
        .where('id', '=', before.id)
        .where('version', '=', version)
        .where('status', '<>', 'removed')
        .returningAll(),
    ),
  )
  if (saved) return saved
  const current = await sourceOrThrow(tx, before.id).catch(() => null)
  if (!current) throw notFound('connection')
  throw stale('connection', await viewConnection(tx, ctx.connectors, current))
}
