import { sql } from 'kysely'
import type { Tx } from '../../db/tx.ts'
import type { Ctx } from '../context.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import { loadDirectory } from '../people/directory.ts'
import { playbookVersion } from '../playbooks/current-playbook.ts'
import type { Verb } from '../verbs.ts'
import { visibleTo } from '../visible-to.ts'
import { escalationView, type ShownEscalation, shownColumns, shownJoins } from './escalation-row.ts'

/** Open escalations of the handoffs one may see, and those raised to oneself or one's team, newest first. */
export const listEscalations: Verb<'escalation.list'> = (ctx, input) =>
  ctx.readOnly(async (tx) => {
    const limit = input.limit ?? 50
    const question = { list: 'escalation.list', ...input }
    const rows = await findOpen(ctx, tx, {
      from: readCursor(ctx, question, input.cursor),
      limit: limit + 1,
    })
    const shown = rows.slice(0, limit)
    const [directory, playbooks] = await Promise.all([loadDirectory(tx), playbooksOf(tx, shown)])
    const last = shown.at(-1)
    return {
      items: shown.map((row) =>
        escalationView(row, {
          directory,
          playbook: playbooks.get(row.playbook_version_id) ?? { escalation: [] },
        }),
      ),
      next: rows.length > limit && last ? writeCursor(ctx, question, [last.opened_at, last.id]) : null,
    }
  })

async function findOpen(
  ctx: Ctx,
  tx: Tx,
  { from, limit }: { from: (string | number | null)[] | null; limit: number },
): Promise<ShownEscalation[]> {
  const people = visibleTo(ctx.actor)
  const mine =
    people === 'all'
      ? sql``
      : sql`AND (h.ae_id = ANY (${people}::text[]) OR h.csm_id = ANY (${people}::text[]) OR e.raised_to = ANY (${people}::text[]))`
  const after = from ? sql`AND (e.opened_at, e.id) < (${from[0]}::timestamptz, ${from[1]}::text)` : sql``
  return tx.many(sql<ShownEscalation>`
    SELECT ${shownColumns} FROM escalation e ${shownJoins}
    WHERE e.workspace_id = ${tx.workspaceId} AND e.closed_at IS NULL ${mine} ${after}
    ORDER BY e.opened_at DESC, e.id DESC LIMIT ${limit}`)
}

async function playbooksOf(tx: Tx, rows: readonly ShownEscalation[]) {
  const ids = [...new Set(rows.map((row) => row.playbook_version_id))]
  const versions = await Promise.all(ids.map((id) => playbookVersion(tx, id)))
  return new Map(versions.map(({ id, playbook }) => [id, playbook]))
}
