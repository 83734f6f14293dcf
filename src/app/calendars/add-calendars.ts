import type { CalendarDefinition } from '../../core/playbook/playbook.ts'
import { insertMany } from '../../db/insert-many.ts'
import { qb } from '../../db/query.ts'
import type { Ctx } from '../context.ts'
import type { OperationTx } from '../operation-tx.ts'

/** Adds the calendars whose key the workspace does not know yet; those it knows are its own to change. */
export async function addCalendars(
  ctx: Ctx,
  tx: OperationTx,
  {
    definitions,
    defaultKey = null,
  }: { definitions: readonly CalendarDefinition[]; defaultKey?: string | null },
): Promise<void> {
  const known = await tx.many(
    qb.selectFrom('calendar').select('key').where('workspace_id', '=', tx.workspaceId),
  )
  const keys = new Set(known.map((row) => row.key))
  const added = definitions
    .filter((definition) => !keys.has(definition.id))
    .map((definition) => ({
      workspace_id: tx.workspaceId,
      id: ctx.newId('cal'),
      key: definition.id,
      title: definition.title,
      definition,
      is_default: definition.id === defaultKey,
      archived_at: null,
      version: 1,
    }))
  if (added.length === 0) return
  await tx.run(insertMany('calendar', added, 'skip'))
  for (const { id, key, title, definition } of added) {
    tx.record('calendar.create', { noun: 'calendar', id, after: { key, title, definition }, version: 1 })
  }
}
