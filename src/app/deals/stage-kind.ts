import type { IncomingDeal } from '../../connectors/kit/incoming.ts'
import type { StageKind } from '../../core/playbook/playbook.ts'
import { qb } from '../../db/query.ts'
import type { Tx } from '../../db/tx.ts'
import { asStageKind } from './deal-row.ts'
import { Parked } from './parked.ts'

/** What the stage of an incoming deal means, by the id its source gives. Undefined where the source said nothing of a stage. */
export async function stageKindOf(
  tx: Tx,
  from: { connectionId: string; deal: IncomingDeal },
): Promise<StageKind | undefined> {
  const externalId = from.deal.stageId ?? from.deal.stageLabel
  if (!externalId) return undefined
  const pipeline = from.deal.pipeline ?? ''
  const row = await tx.maybe(
    qb
      .selectFrom('stage')
      .select('kind')
      .where('workspace_id', '=', tx.workspaceId)
      .where('connection_id', '=', from.connectionId)
      .where('external_id', '=', externalId)
      .where('pipeline', 'in', [pipeline, ''])
      .orderBy('pipeline', 'desc')
      .limit(1),
  )
  if (row?.kind) return asStageKind(row.kind)
  const label = from.deal.stageLabel ?? externalId
  throw new Parked(
    `Nobody has said yet what the stage "${label}" means. Map it to open, likely, won or lost; this event is then handled by itself.`,
    {
      pipeline,
      externalId,
      label,
    },
  )
}
