import { stageKinds } from '../../core/playbook/playbook.ts'
import { insertMany } from '../../db/insert-many.ts'
import { qb } from '../../db/query.ts'
import type { Ctx } from '../context.ts'
import type { OperationTx } from '../operation-tx.ts'
import type { DealSource } from './apply-deal.ts'

export const ownConnectionName = 'Entered by hand'

/** The source of deals that people type in: a connection of our own whose stages are the four kinds themselves. */
export async function ownConnection(ctx: Ctx, tx: OperationTx): Promise<DealSource> {
  const found = await tx.maybe(
    qb
      .selectFrom('connection')
      .select('id')
      .where('workspace_id', '=', tx.workspaceId)
      .where('name', '=', ownConnectionName)
      .where('status', '<>', 'removed'),
  )
  if (found) return { connectionId: found.id, liveFrom: null }
  const id = ctx.newId('con')
  const made = await tx.run(
    insertMany(
      'connection',
      [
        {
          workspace_id: tx.workspaceId,
          id,
          kind: 'import',
          name: ownConnectionName,
          config: {},
          created_at: tx.now,
          status: 'active',
          version: 1,
        },
      ],
      'skip',
    ),
  )
  if (made === 0) return ownConnection(ctx, tx)
  const labels = { open: 'Open', likely: 'Likely', won: 'Won', lost: 'Lost' } as const
  await tx.run(
    insertMany(
      'stage',
      stageKinds.map((kind) => ({
        workspace_id: tx.workspaceId,
        connection_id: id,
        external_id: kind,
        pipeline: '',
        label: labels[kind],
        kind,
      })),
    ),
  )
  return { connectionId: id, liveFrom: null }
}
