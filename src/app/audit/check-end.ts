import { sql } from 'kysely'
import type { Tx } from '../../db/tx.ts'
import type { Ctx } from '../context.ts'
import { readHead } from './audit-head.ts'
import type { Broken, Seal } from './check-seal.ts'

/** What cannot be seen from the chain alone: that its end is still there, and that nobody wrote it anew. */
export async function checkEnd(ctx: Ctx, tx: Tx, seals: readonly Seal[]): Promise<Broken> {
  const last = seals.at(-1)
  const head = await readHead(tx, ctx.connectors)
  const beyond = await tx.one(sql<{ n: number }>`
    SELECT count(*)::integer AS n FROM audit WHERE workspace_id = ${tx.workspaceId} AND seal_number > ${last?.number ?? 0}`)
  const seal = (last?.number ?? 0) + 1
  const broken: Broken = []
  if (beyond.n > 0) broken.push({ seal, what: `${beyond.n} entries stand under seals that are not there.` })
  if (head === 'forged') return [...broken, { seal, what: 'The mark at the end of the chain was forged.' }]
  if (head === 'none') {
    if (last) broken.push({ seal: last.number, what: 'The mark at the end of the chain was taken away.' })
    return broken
  }
  if (head.number > (last?.number ?? 0))
    broken.push({ seal, what: `The end of the chain was cut off: there were ${head.number} seals.` })
  else if (last && (head.number !== last.number || !head.digest.equals(last.digest)))
    broken.push({ seal: last.number, what: 'The end of the chain was written anew.' })
  return broken
}
