import { sql } from 'kysely'
import type { Checked } from '../../contract/operations.ts'
import type { Instant } from '../../core/lib/instant.ts'
import type { CalendarDefinition } from '../../core/playbook/playbook.ts'
import { qb } from '../../db/query.ts'
import type { Tx } from '../../db/tx.ts'
import type { Ctx } from '../context.ts'
import { notFound, stale } from '../errors.ts'
import { canonicalJson, type OperationTx } from '../operation-tx.ts'
import { type CalendarRow, type CalendarView, definitionOf, viewCalendar } from './calendar-view.ts'
import { definitionFrom } from './check-definition.ts'

/** Changes a calendar's hours or days, or makes it the one that counts where a person has none of their own. */
export async function updateCalendar(ctx: Ctx, input: Checked<'calendar.update'>): Promise<CalendarView> {
  return ctx.inTransaction(async (tx) => {
    // Those who choose a default at once take turns here, and each sees what the one before chose.
    if (input.isDefault)
      await tx.run(
        sql`SELECT 1 FROM calendar WHERE workspace_id = ${tx.workspaceId} ORDER BY id FOR NO KEY UPDATE`,
      )
    const before = await lockCalendar(tx, input)
    const was = definitionOf(before)
    const definition = changed(was, { input, now: tx.now })
    const becomesDefault = input.isDefault === true && !before.is_default
    const isSame = canonicalJson(definition) === canonicalJson(was)
    if (isSame && !becomesDefault) return viewCalendar(tx, before)
    if (becomesDefault) await clearDefault(tx)
    const after = await tx.one(
      qb
        .updateTable('calendar')
        .set({
          title: definition.title,
          definition: JSON.stringify(definition),
          is_default: before.is_default || becomesDefault,
          version: before.version + 1,
        })
        .where('workspace_id', '=', tx.workspaceId)
        .where('id', '=', before.id)
        .returningAll(),
    )
    tx.record('calendar.update', {
      noun: 'calendar',
      id: after.id,
      before: { ...was, is_default: before.is_default },
      after: { ...definition, is_default: after.is_default },
      version: after.version,
    })
    if (!isSame) tx.enqueue({ job: 'recompute-due-times', payload: { calendarId: after.id } })
    return viewCalendar(tx, after)
  })
}

function changed(
  was: CalendarDefinition,
  { input, now }: { input: Checked<'calendar.update'>; now: Instant },
): CalendarDefinition {
  const { id: key, holidays = null, closed = [], special = {}, ...rest } = was
  return definitionFrom(key, { ...rest, holidays, closed, special, ...given(input) }, now)
}

type Given = Partial<Checked<'calendar.create'>>

/** The fields that were sent; those left out stay as they are. */
function given(input: Checked<'calendar.update'>): Given {
  const { id: _, version: __, isDefault: ___, ...fields } = input
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

async function lockCalendar(tx: Tx, { id, version }: { id: string; version: number }): Promise<CalendarRow> {
  const row = await tx.maybe(
    qb
      .selectFrom('calendar')
      .selectAll()
      .where('workspace_id', '=', tx.workspaceId)
      .where('id', '=', id)
      .where('archived_at', 'is', null)
      .forNoKeyUpdate(),
  )
  if (!row) throw notFound('calendar')
  if (row.version !== version) throw stale('calendar', await viewCalendar(tx, row))
  return row
}

async function clearDefault(tx: OperationTx): Promise<void> {
  const others = await tx.many(sql<{ id: string; version: number }>`
    UPDATE calendar SET is_default = false, version = version + 1
    WHERE workspace_id = ${tx.workspaceId} AND is_default RETURNING id, version`)
  for (const { id, version } of others) {
    tx.record('calendar.update', {
      noun: 'calendar',
      id,
      before: { is_default: true },
      after: { is_default: false },
      version,
    })
  }
}
