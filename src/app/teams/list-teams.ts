import type { Output } from '../../contract/operations.ts'
import type { Ctx } from '../context.ts'
import { findTeams } from './team-view.ts'

export async function listTeams(ctx: Ctx): Promise<Output<'team.list'>> {
  return ctx.readOnly(async (tx) => ({ items: await findTeams(tx) }))
}
