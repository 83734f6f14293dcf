import { sql } from 'kysely'
import type { DealRow } from '../../deals/deal-row.ts'
import { openImported } from '../../handoffs/open-many.ts'
import type { Progress } from '../import-row.ts'
import type { Batch, ImportRun } from './import-run.ts'

export type InBatches = {
  stopping(): boolean
  inBatch(work: (batch: Batch) => Promise<void>): Promise<void>
}

type Turn = NonNullable<Progress['handedOff']>

/** Handoffs made in one transaction. */
const atOnce = 100
/** Turns looked up at once. */
const pageTurns = 2_000

/**
 * Opens the handoffs of everything won that came from this source and is neither history nor handed off yet: first
 * the first win of every account, then their second ones, and so on, so that a further deal always finds the
 * handoff before it. False when it was asked to leave off.
 */
export async function handOffAll(run: ImportRun, batches: InBatches): Promise<boolean> {
  for (;;) {
    const turns: Turn[] = []
    await batches.inBatch(async ({ tx, progress }) => {
      progress.phase = 'handoffs'
      const after = progress.handedOff ?? { turn: 0, wonAt: '-infinity', dealId: '' }
      turns.push(
        ...(await tx.many(sql<Turn>`
          SELECT turn, won_at AS "wonAt", id AS "dealId" FROM (
            SELECT id, won_at, row_number() OVER (PARTITION BY coalesce(account_id, id) ORDER BY won_at, id)::integer AS turn FROM deal
            WHERE workspace_id = ${tx.workspaceId} AND connection_id = ${run.connectionId} AND stage_kind = 'won' AND NOT is_history) AS t
          WHERE (turn, won_at, id) > (${after.turn}::integer, ${after.wonAt}::timestamptz, ${after.dealId})
            AND NOT EXISTS (SELECT 1 FROM handoff h WHERE h.workspace_id = ${tx.workspaceId} AND h.deal_id = t.id)
          ORDER BY turn, won_at, id LIMIT ${pageTurns}`)),
      )
    })
    for (const some of sameTurn(turns)) {
      if (batches.stopping()) return false
      await batches.inBatch((batch) => handOff(batch, some))
    }
    if (turns.length < pageTurns) return true
  }
}

/** Pieces that fit into a transaction, none of which holds two deals of one account. */
function sameTurn(turns: readonly Turn[]): Turn[][] {
  const pieces: Turn[][] = []
  for (const turn of turns) {
    const last = pieces.at(-1)
    if (last && last.length < atOnce && last[0]?.turn === turn.turn) last.push(turn)
    else pieces.push([turn])
  }
  return pieces
}

async function handOff({ ctx, tx, progress }: Batch, turns: readonly Turn[]): Promise<void> {
  const ids = turns.map((turn) => turn.dealId)
  const rows = await tx.many(sql<DealRow>`
    SELECT d.* FROM deal d WHERE workspace_id = ${tx.workspaceId} AND id = ANY(${ids}::text[]) AND stage_kind = 'won' AND NOT is_history
      AND NOT EXISTS (SELECT 1 FROM handoff h WHERE h.workspace_id = d.workspace_id AND h.deal_id = d.id) ORDER BY won_at, id FOR NO KEY UPDATE`)
  const opened = await openImported(ctx, tx, rows)
  const dealIds = opened.map((row) => row.deal_id)
  if (dealIds.length > 0) tx.enqueue({ job: 'index-deals', payload: { dealIds } })
  progress.handoffs += opened.length
  progress.handedOff = turns.at(-1) ?? progress.handedOff
}
