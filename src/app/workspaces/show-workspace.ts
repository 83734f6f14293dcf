import type { Workspace } from '../../contract/workspace.ts'
import type { Ctx } from '../context.ts'
import { loadWorkspace } from './workspace-row.ts'
import { workspaceView } from './workspace-view.ts'

export async function showWorkspace(ctx: Ctx): Promise<Workspace> {
  return ctx.readOnly(async (tx) => workspaceView(await loadWorkspace(tx), ctx))
}
