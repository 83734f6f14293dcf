import type { Output } from '../../contract/operations.ts'
import type { Ctx } from '../context.ts'
import { findKeys } from './key-view.ts'

export async function listKeys(ctx: Ctx): Promise<Output<'key.list'>> {
  return ctx.readOnly(async (tx) => ({ items: await findKeys(tx) }))
}
