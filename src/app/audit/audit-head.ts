import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../db/tx.ts'
import type { Connectors } from '../connectors.ts'

/** The latest seal: its number and its digest. */
export type AuditHead = { number: number; digest: Buffer }

const Sealed = z.object({ number: z.number().int(), digest: z.string().regex(/^[0-9a-f]{64}$/) })

type Sealing = Pick<Connectors, 'seal'>

function placeOf(workspaceId: string): string {
  return `${workspaceId}|audit_head|${workspaceId}|head_sealed`
}

/** The end of the chain as the sealer last wrote it. `forged`: somebody without the master key wrote there. */
export async function readHead(tx: Tx, { seal }: Sealing): Promise<AuditHead | 'none' | 'forged'> {
  const row = await tx.maybe(
    sql<{ head_sealed: string }>`SELECT head_sealed FROM audit_head WHERE workspace_id = ${tx.workspaceId}`,
  )
  if (!row) return 'none'
  try {
    const sealed = Sealed.parse(JSON.parse(seal.unseal(row.head_sealed, placeOf(tx.workspaceId))))
    return { number: sealed.number, digest: Buffer.from(sealed.digest, 'hex') }
  } catch {
    return 'forged'
  }
}

export async function writeHead(tx: Tx, { seal }: Sealing, head: AuditHead): Promise<void> {
  const text = JSON.stringify({ number: head.number, digest: head.digest.toString('hex') })
  await tx.run(sql`
    INSERT INTO audit_head (workspace_id, number, head_sealed)
    VALUES (${tx.workspaceId}, ${head.number}, ${seal.seal(text, placeOf(tx.workspaceId))})
    ON CONFLICT (workspace_id) DO UPDATE SET number = excluded.number, head_sealed = excluded.head_sealed`)
}
