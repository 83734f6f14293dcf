import { sql } from 'kysely'
import type { Tx } from '../../db/tx.ts'
import type { Verb } from '../verbs.ts'
import { checkEnd } from './check-end.ts'
import { type Broken, checkSeal, type Seal } from './check-seal.ts'
import { readSealed } from './read-sealed.ts'

const mostTold = 100

/** Goes through the whole chain again: whether any entry was changed, added or taken away since it was sealed. */
export const verifyAudit: Verb<'audit.verify'> = (ctx) =>
  ctx.readOnly(async (tx) => {
    const seals = await tx.many(sql<Seal>`
      SELECT number, entries, previous_digest, digest FROM audit_seal WHERE workspace_id = ${tx.workspaceId} ORDER BY number`)
    const broken: Broken = []
    let entries = 0
    const bySeal = readSealed(tx)
    for (const [i, seal] of seals.entries()) {
      const covered = await bySeal(seal.number)
      entries += covered.length
      broken.push(...checkSeal(seal, { before: seals[i - 1], covered }))
    }
    broken.push(...(await checkEnd(ctx, tx, seals)))
    const unsealed = await countUnsealed(tx)
    if (seals.length === 0 && unsealed === 0)
      broken.push({ seal: 0, what: 'There is no entry at all, though the making of the workspace was one.' })
    return { entries: entries + unsealed, seals: seals.length, unsealed, broken: broken.slice(0, mostTold) }
  })

async function countUnsealed(tx: Tx): Promise<number> {
  const { n } = await tx.one(sql<{ n: number }>`
    SELECT count(*)::integer AS n FROM audit WHERE workspace_id = ${tx.workspaceId} AND seal_number IS NULL`)
  return n
}
