import { needOf } from '../../core/gate/need-of.ts'
import { insertMany } from '../../db/insert-many.ts'
import { actingMemberId, type Ctx } from '../context.ts'
import { forbidden, invalid } from '../errors.ts'
import type { OperationTx } from '../operation-tx.ts'
import type { Opened } from './change-handoff.ts'

export type Gap = { requirementId: string; text: string }
export type Verdict = {
  kind: 'accepted' | 'accepted_with_gaps' | 'returned'
  note: string | null
  gaps: readonly Gap[]
}

/** Keeps a verdict and makes a question of each gap, so that none is forgotten. */
export async function keepVerdict(
  ctx: Ctx,
  tx: OperationTx,
  { opened, verdict }: { opened: Opened; verdict: Verdict },
): Promise<void> {
  const by = actingMemberId(ctx.actor)
  if (!by) throw forbidden('A verdict is given by a person.')
  checkGaps(opened, verdict.gaps)
  const id = ctx.newId('vrd')
  const round = opened.row.returned_count + 1
  await tx.run(
    insertMany('verdict', [
      {
        workspace_id: tx.workspaceId,
        id,
        handoff_id: opened.row.id,
        round,
        kind: verdict.kind,
        note: verdict.note,
        given_by: by,
        given_at: tx.now,
      },
    ]),
  )
  if (verdict.gaps.length > 0) await askGaps(ctx, tx, { opened, gaps: verdict.gaps, by, verdictId: id })
}

/** A verdict as the timeline tells it: "Who pays: who signs? · Renewal: when? · Nearly there". */
export function verdictInWords(
  { it }: Opened,
  { note, gaps }: { note: string | undefined; gaps: readonly Gap[] },
): string | undefined {
  const labels = new Map(it.version.playbook.requirements.map((r) => [r.id, r.label]))
  const named = gaps.map((gap) => `${labels.get(gap.requirementId) ?? gap.requirementId}: ${gap.text}`)
  const words = note === undefined ? named : [...named, note]
  return words.length > 0 ? words.join(' · ') : undefined
}

type Asking = { opened: Opened; gaps: readonly Gap[]; by: string; verdictId: string }

async function askGaps(ctx: Ctx, tx: OperationTx, { opened, gaps, by, verdictId }: Asking): Promise<void> {
  // Questions of one moment are listed by id: in order, they stand as they were named.
  const ids = gaps.map(() => ctx.newId('qst')).toSorted()
  await tx.run(
    insertMany(
      'question',
      gaps.map((gap, i) => ({
        workspace_id: tx.workspaceId,
        id: ids[i] ?? '',
        handoff_id: opened.row.id,
        verdict_id: verdictId,
        requirement_id: gap.requirementId,
        text: gap.text,
        asked_by: by,
        asked_at: tx.now,
        version: 1,
      })),
    ),
  )
}

export function checkGaps(opened: Opened, gaps: readonly { requirementId: string }[]): void {
  const { requirements } = opened.it.version.playbook
  const known = new Set(requirements.filter((r) => needOf(r, opened.row.tier) !== 'hidden').map((r) => r.id))
  const unknown = gaps.filter((gap) => !known.has(gap.requirementId))
  if (unknown.length > 0) {
    throw invalid(
      `The brief of this handoff has no requirement ${unknown.map((g) => g.requirementId).join(', ')}.`,
      unknown.map((g) => ({ path: 'gaps', message: `unknown requirement ${g.requirementId}` })),
    )
  }
}
