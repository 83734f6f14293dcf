import type { Checked } from '../../contract/operations.ts'
import { qb } from '../../db/query.ts'
import type { Tx } from '../../db/tx.ts'
import type { Ctx } from '../context.ts'
import { type CalendarView, viewCalendar } from './calendar-view.ts'
import { definitionFrom } from './check-definition.ts'

export async function createCalendar(ctx: Ctx, input: Checked<'calendar.create'>): Promise<CalendarView> {
  return ctx.inTransaction(async (tx) => {
    const key = await freeKey(tx, input.title)
    const definition = definitionFrom(key, input, tx.now)
    const row = await tx.one(
      qb
        .insertInto('calendar')
        .values({
          workspace_id: tx.workspaceId,
          id: ctx.newId('cal'),
          key,
          title: definition.title,
          definition: JSON.stringify(definition),
          archived_at: null,
        })
        .returningAll(),
    )
    const after = { key, title: row.title, definition }
    tx.record('calendar.create', { noun: 'calendar', id: row.id, after, version: 1 })
    return viewCalendar(tx, row)
  })
}

/** A short name made of the title, such as `berlin_office`; numbered where it is taken. */
async function freeKey(tx: Tx, title: string): Promise<string> {
  const rows = await tx.many(
    qb.selectFrom('calendar').select('key').where('workspace_id', '=', tx.workspaceId),
  )
  const taken = new Set(rows.map((row) => row.key))
  const plain = title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[^a-z]+|_+$/g, '')
    .slice(0, 50)
  const base = plain || 'calendar'
  for (let n = 1; ; n++) {
    const key = n === 1 ? base : `${base}_${n}`
    if (!taken.has(key)) return key
  }
}
