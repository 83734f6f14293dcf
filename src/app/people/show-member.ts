import type { MemberRow } from '../../contract/people.ts'
import type { Ctx } from '../context.ts'
import { findMember } from './member-record.ts'
import { viewMember } from './member-view.ts'

export async function showMember(ctx: Ctx, { id }: { id: string }): Promise<MemberRow> {
  return ctx.readOnly(async (tx) => viewMember(tx, await findMember(tx, id)))
}
