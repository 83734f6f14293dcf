import type { Checked } from '../../contract/operations.ts'
import type { MemberRow } from '../../contract/people.ts'
import type { MemberRole } from '../../core/handoff/vocabulary.ts'
import { qb } from '../../db/query.ts'
import type { Tx } from '../../db/tx.ts'
import { type Actor, actingMemberId, type Ctx } from '../context.ts'
import { forbidden, invalid } from '../errors.ts'
import { lockMember, type MemberRecord } from './member-record.ts'
import { saveMember } from './save-member.ts'

/** Says when a person is out of office and who stands in. People say it of themselves, managers of their team. */
export async function setAway(ctx: Ctx, input: Checked<'member.set_away'>): Promise<MemberRow> {
  return ctx.inTransaction(async (tx) => {
    if (!maySetAwayOf(ctx.actor, input.id)) {
      throw forbidden('You can say this of yourself and, as a manager, of your team.')
    }
    const row = await lockMember(tx, input)
    const { away } = input
    if (away) await checkAway(tx, row, away)
    return saveMember(tx, {
      action: 'member.set_away',
      before: row,
      columns: {
        away_from: away?.from ?? null,
        away_until: away?.until ?? null,
        away_cover_id: away?.coverId ?? null,
      },
    })
  })
}

const forAnybody: readonly MemberRole[] = ['revops', 'admin']
const forTheirTeam: readonly MemberRole[] = ['sales_manager', 'cs_manager']

function maySetAwayOf(actor: Actor, memberId: string): boolean {
  if (actor.kind === 'system' || actingMemberId(actor) === memberId) return true
  if (actor.kind !== 'member' && actor.kind !== 'api_key') return false
  if (actor.roles.some((role) => forAnybody.includes(role))) return true
  return actor.roles.some((role) => forTheirTeam.includes(role)) && actor.teamMemberIds.includes(memberId)
}

type Away = NonNullable<Checked<'member.set_away'>['away']>

async function checkAway(tx: Tx, row: MemberRecord, { from, until, coverId }: Away): Promise<void> {
  if (until !== null && until <= from) {
    throw wrong('away.until', 'The absence ends before it begins; expected a later time.')
  }
  if (until !== null && until <= tx.now) {
    throw wrong('away.until', 'This absence is over already; expected a time to come.')
  }
  if (coverId === null) return
  if (coverId === row.id) throw wrong('away.coverId', 'Nobody can stand in for themselves.')
  const cover = await tx.maybe(
    qb
      .selectFrom('member')
      .select('status')
      .where('workspace_id', '=', tx.workspaceId)
      .where('id', '=', coverId),
  )
  if (cover?.status !== 'active') {
    throw wrong('away.coverId', 'Whoever stands in must be an active member of this workspace.')
  }
}

function wrong(path: string, message: string): Error {
  return invalid(message, [{ path, message }])
}
