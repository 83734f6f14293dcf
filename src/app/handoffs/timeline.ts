import { sql } from 'kysely'
import type { TimelineEntry } from '../../contract/handoffs.ts'
import type { Instant } from '../../core/lib/instant.ts'
import { type Described, describeAction } from '../audit/describe-action.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import type { Verb } from '../verbs.ts'
import { viewHandoff } from './show-handoff.ts'

type Row = Described & {
  id: string
  at: Instant
  payload: { changes: Record<string, [unknown, unknown]>; reason: string | null } | null
}

/** Counting the answers anew is told only when something came of it. */
const tells = sql`(a.action <> 'handoff.score' OR p.payload -> 'changes' <> '{}'::jsonb)`

/** Everything that happened to a handoff and its deal, newest first, in sentences. */
export const showTimeline: Verb<'handoff.timeline'> = (ctx, input) =>
  ctx.readOnly(async (tx) => {
    const { it } = await viewHandoff(ctx, tx, input.id)
    const { currency } = it.workspace
    const currencies = { deal: it.row.currency ?? currency, workspace: currency }
    const limit = input.limit ?? 50
    const after = readCursor(ctx, input, input.cursor)
    const beyond = after ? sql`AND (a.at, a.id) < (${after[0]}::timestamptz, ${after[1]})` : sql``
    const rows = await tx.many(sql<Row>`
      SELECT a.id, a.at, a.action, a.actor_kind, a.actor_id, a.noun, a.record_id, p.payload
      FROM audit a LEFT JOIN audit_payload p ON p.workspace_id = a.workspace_id AND p.audit_id = a.id
      WHERE a.workspace_id = ${tx.workspaceId} AND a.deal_id = ${it.row.id} ${beyond} AND ${tells} ORDER BY a.at DESC, a.id DESC LIMIT ${limit + 1}`)
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    return {
      items: items.map(
        (row): TimelineEntry => ({
          id: row.id,
          at: row.at,
          action: row.action,
          ...describeAction(row, {
            directory: it.directory,
            playbook: it.version.playbook,
            payload: row.payload,
            currencies,
            account: it.account,
          }),
          reason: row.payload?.reason ?? null,
        }),
      ),
      next: rows.length > limit && last ? writeCursor(ctx, input, [last.at, last.id]) : null,
    }
  })
