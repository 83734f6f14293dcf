import { sql } from 'kysely'
import type { Ctx } from '../context.ts'
import type { OperationTx } from '../operation-tx.ts'
import { writeHead } from './audit-head.ts'
import { beforeFirst, type SealedEntry, sealDigest } from './seal-digest.ts'

const mostPerSeal = 5_000

/**
 * Chains the entries that wait for it: one seal covers them and the seal before it. The end of the chain is kept
 * under the master key and told to the log, where whoever changes the database cannot reach it.
 */
export async function sealAudit(ctx: Ctx, tx: OperationTx): Promise<{ sealed: number; more: boolean }> {
  const entries = await tx.many(sql<SealedEntry>`
    SELECT id, at, action, actor_kind, actor_id, noun, record_id, deal_id, payload_digest, request_id, cause_id FROM audit
    WHERE workspace_id = ${tx.workspaceId} AND seal_number IS NULL ORDER BY at, id LIMIT ${mostPerSeal}`)
  if (entries.length === 0) return { sealed: 0, more: false }
  const last = await tx.maybe(sql<{ number: number; digest: Buffer }>`
    SELECT number, digest FROM audit_seal WHERE workspace_id = ${tx.workspaceId} ORDER BY number DESC LIMIT 1`)
  const previous = last?.digest ?? beforeFirst
  const number = (last?.number ?? 0) + 1
  const digest = sealDigest(previous, number, entries)
  // Should two seal at once, the key of this row lets one of them.
  await tx.run(sql`
    INSERT INTO audit_seal (workspace_id, number, at, entries, previous_digest, digest)
    VALUES (${tx.workspaceId}, ${number}, ${tx.now}, ${entries.length}, ${previous}, ${digest})`)
  const marked = await tx.run(sql`
    UPDATE audit SET seal_number = ${number}
    WHERE workspace_id = ${tx.workspaceId} AND id = ANY (${entries.map((e) => e.id)}::text[]) AND seal_number IS NULL`)
  if (marked !== entries.length) throw new Error('audit entries were sealed by somebody else')
  await writeHead(tx, ctx.connectors, { number, digest })
  const fields = {
    workspaceId: tx.workspaceId,
    seal: number,
    digest: digest.toString('hex'),
    entries: marked,
  }
  ctx.log.info(fields, 'Audit sealed')
  return { sealed: marked, more: entries.length === mostPerSeal }
}
