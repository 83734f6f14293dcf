import { sql } from 'kysely'
import type { Checked, Output } from '../../contract/operations.ts'
import type { Ctx } from '../context.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import type { MemberRecord } from './member-record.ts'
import { viewMembers } from './member-view.ts'

/** People by name, those a search, role, team or status picks out. */
export async function listMembers(ctx: Ctx, input: Checked<'member.list'>): Promise<Output<'member.list'>> {
  const question = { list: 'member', ...input }
  const [name, id] = readCursor(ctx, question, input.cursor) ?? []
  const limit = input.limit ?? 50
  const search = input.search?.trim().toLowerCase() ?? null
  return ctx.readOnly(async (tx) => {
    const after =
      typeof name === 'string' && typeof id === 'string' ? sql`AND (name, id) > (${name}, ${id})` : sql``
    const rows = await tx.many(sql<MemberRecord>`
      SELECT * FROM member WHERE workspace_id = ${tx.workspaceId} ${after}
        AND (${input.role ?? null}::text IS NULL OR ${input.role ?? null} = ANY (roles))
        AND (${input.teamId ?? null}::text IS NULL OR team_id = ${input.teamId ?? null})
        AND (${input.status ?? null}::text IS NULL OR status = ${input.status ?? null})
        AND (${search}::text IS NULL OR strpos(lower(name), ${search}) > 0 OR strpos(email, ${search}) > 0)
      ORDER BY name, id LIMIT ${limit + 1}`)
    const shown = rows.slice(0, limit)
    const last = rows.length > limit ? shown.at(-1) : undefined
    return {
      items: await viewMembers(tx, shown),
      next: last ? writeCursor(ctx, question, [last.name, last.id]) : null,
    }
  })
}
