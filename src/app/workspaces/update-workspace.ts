import type { Checked } from '../../contract/operations.ts'
import type { Workspace } from '../../contract/workspace.ts'
import { qb } from '../../db/query.ts'
import type { Ctx } from '../context.ts'
import { stale } from '../errors.ts'
import { checkLocale, checkZone } from './check-place.ts'
import { loadWorkspace, readWorkspace } from './workspace-row.ts'
import { workspaceView } from './workspace-view.ts'

export async function updateWorkspace(ctx: Ctx, input: Checked<'workspace.update'>): Promise<Workspace> {
  const wanted = {
    ...(input.name !== undefined && { name: input.name }),
    ...(input.currency !== undefined && { currency: input.currency }),
    ...(input.zone !== undefined && { zone: checkZone(input.zone) }),
    ...(input.locale !== undefined && { locale: checkLocale(input.locale) }),
    ...(input.gateMode !== undefined && { gate_mode: input.gateMode }),
    ...(input.liveFrom !== undefined && { live_from: input.liveFrom }),
  }
  return ctx.inTransaction(async (tx) => {
    const before = await loadWorkspace(tx)
    const after = await tx.maybe(
      qb
        .updateTable('workspace')
        .set({ ...wanted, version: input.version + 1 })
        .where('id', '=', tx.workspaceId)
        .where('version', '=', input.version)
        .returningAll(),
    )
    // Whoever was faster may have committed after `before` was read.
    if (!after) throw stale('workspace', workspaceView(await readWorkspace(tx), ctx))
    tx.record('workspace.update', { noun: 'workspace', id: after.id, before, after, version: after.version })
    return workspaceView(after, ctx)
  })
}
