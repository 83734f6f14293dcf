import type { Workspace } from '../../contract/workspace.ts'
import type { Ctx } from '../context.ts'
import type { WorkspaceRow } from './workspace-row.ts'

/** A workspace as everybody in it may see it. */
export function workspaceView(row: WorkspaceRow, ctx: Ctx): Workspace {
  return {
    id: row.id,
    version: row.version,
    slug: row.slug,
    name: row.name,
    currency: row.currency,
    zone: row.zone,
    locale: row.locale,
    gateMode: asGateMode(row.gate_mode),
    liveFrom: row.live_from,
    isDemo: row.is_demo,
    mailIsSetUp: ctx.connectors.mail !== null,
  }
}

// The database's CHECK holds it to these two.
const asGateMode = (text: string): Workspace['gateMode'] => text as Workspace['gateMode']
