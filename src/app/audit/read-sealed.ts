import { sql } from 'kysely'
import type { Tx } from '../../db/tx.ts'
import type { Entry } from './check-seal.ts'

const entriesPerPage = 5_000

/** Reads the entries page by page, in the order of the seals, and hands out those of one seal at a time. */
export function readSealed(tx: Tx): (seal: number) => Promise<Entry[]> {
  let waiting: Entry[] = []
  let last: Entry | null = null
  let isEnd = false
  async function more(): Promise<void> {
    const [seal, at, id]: [number, string, string] = last
      ? [last.seal_number, last.at, last.id]
      : [0, '1970-01-01T00:00:00.000Z', '']
    const page = await tx.many(sql<Entry>`
      SELECT a.id, a.at, a.action, a.actor_kind, a.actor_id, a.noun, a.record_id, a.deal_id, a.payload_digest, a.request_id,
        a.cause_id, a.seal_number, p.salt, p.payload
      FROM audit a LEFT JOIN audit_payload p ON p.workspace_id = a.workspace_id AND p.audit_id = a.id
      WHERE a.workspace_id = ${tx.workspaceId} AND a.seal_number IS NOT NULL
        AND (a.seal_number, a.at, a.id) > (${seal}::bigint, ${at}::timestamptz, ${id}::text)
      ORDER BY a.seal_number, a.at, a.id LIMIT ${entriesPerPage}`)
    waiting = [...waiting, ...page]
    last = page.at(-1) ?? last
    isEnd = page.length < entriesPerPage
  }
  return async (seal) => {
    while (!isEnd && (waiting.at(-1)?.seal_number ?? 0) <= seal) await more()
    const mine = waiting.filter((e) => e.seal_number === seal)
    waiting = waiting.filter((e) => e.seal_number > seal)
    return mine
  }
}
