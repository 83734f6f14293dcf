import { sql } from 'kysely'
import type { TodayItem } from '../../../contract/handoffs.ts'
import { rolesMay } from '../../../core/permission/role-permissions.ts'
import { about } from './about.ts'
import type { Asking } from './asking.ts'

/** Events nobody could handle: shown to those who can mend it. */
export async function parkedItems(a: Asking): Promise<TodayItem[]> {
  const { actor } = a.ctx
  if ((actor.kind !== 'member' && actor.kind !== 'api_key') || !rolesMay(actor.roles, 'connection.view'))
    return []
  const rows = await a.tx.many(sql<{ connection_id: string; name: string; n: number }>`
    SELECT i.connection_id, c.name, count(*) AS n FROM inbox i JOIN connection c ON c.workspace_id = i.workspace_id AND c.id = i.connection_id
    WHERE i.workspace_id = ${a.tx.workspaceId} AND i.status = 'parked' GROUP BY i.connection_id, c.name LIMIT 20`)
  return rows.map((row) => ({
    ...about(a, {
      handoff_id: null,
      deal_id: null,
      deal_name: null,
      account_name: null,
      annual_minor: null,
      tier: null,
    }),
    kind: 'parked' as const,
    id: row.connection_id,
    title: `${row.n} ${row.n === 1 ? 'event' : 'events'} from ${row.name} could not be handled`,
    because: 'Kept, and handled when what stands in the way is mended',
    dueAt: null,
    clock: 'none' as const,
    owner: null,
    path: `/connections/${row.connection_id}`,
    action: null,
  }))
}
