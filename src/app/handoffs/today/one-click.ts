import { type RawBuilder, sql } from 'kysely'
import type { TodayItem } from '../../../contract/handoffs.ts'
import { playbookVersion } from '../../playbooks/current-playbook.ts'
import { handoffAbilities, stepAbilities } from '../abilities.ts'
import type { About } from '../allow.ts'
import { factColumns, type HandoffRow } from '../handoff-row.ts'
import type { Asking } from './asking.ts'

type Action = TodayItem['action']

/** What decides whether a click would be taken, beside what a row is shown with. */
const looked = [
  'playbook_version_id',
  'status',
  'held_at',
  'hold_reason',
  'ae_id',
  'csm_id',
  ...Object.values(factColumns),
] as const

export type Looked = Pick<HandoffRow, (typeof looked)[number]> & { handoff_id: string; deal_id: string }

/** The columns of `Looked` of the handoff `h`, for a SELECT. */
export function lookedColumns(): RawBuilder<unknown> {
  return sql.join(looked.map((column) => sql.ref(`h.${column}`)))
}

/** Accepting with one press, where the one who asks may. */
export function acceptClick({ ctx }: Asking, row: Looked & { version: number }): Action {
  if (handoffAbilities(ctx, deal(row))['accept'] !== true) return null
  return {
    operation: 'handoff.accept',
    input: { id: row.handoff_id, version: row.version },
    label: 'Accept',
  }
}

type OpenStep = Looked & { id: string; version: number; template_id: string; owner_id: string }
type Predecessor = { handoff_id: string; template_id: string; title: string }

/**
 * By step, finishing it with one press, where the one who asks may: as the step's own page says, by the version of the
 * playbook that its handoff follows.
 */
export async function finishClicks(a: Asking, rows: readonly OpenStep[]): Promise<Map<string, Action>> {
  const ids = [...new Set(rows.map((row) => row.playbook_version_id))]
  const versions = await Promise.all(ids.map((id) => playbookVersion(a.tx, id)))
  const found = rows.map((row) => {
    const version = versions.find((v) => v.id === row.playbook_version_id)
    const template = version?.playbook.steps.find((t) => t.id === row.template_id)
    return { row, template, after: template?.after ?? [] }
  })
  const before = await findPredecessors(
    a,
    found.filter(({ after }) => after.length > 0),
  )
  return new Map(
    found.map(({ row, template, after }) => {
      const fact = template?.fact
      const can = stepAbilities(a.ctx, deal(row), {
        ownerId: row.owner_id,
        status: 'open',
        byHand: template?.by_hand !== false,
        waitsFor: before
          .filter((b) => b.handoff_id === row.handoff_id && after.includes(b.template_id))
          .map((b) => b.title),
        claims: fact && { fact, recorded: row[factColumns[fact]] !== null, missing: [] },
      })
      const takes = can['complete'] === true && fact !== 'brief_complete'
      const input = { id: row.id, version: row.version }
      return [row.id, takes ? { operation: 'step.complete', input, label: 'Done' } : null]
    }),
  )
}

/** Steps not over yet that come before any of these: a change of tier may add one to what is open already. */
async function findPredecessors(
  { tx }: Asking,
  later: readonly { row: OpenStep; after: readonly string[] }[],
): Promise<Predecessor[]> {
  if (later.length === 0) return []
  const handoffs = [...new Set(later.map(({ row }) => row.handoff_id))]
  const templates = [...new Set(later.flatMap(({ after }) => after))]
  return tx.many(sql<Predecessor>`
    SELECT handoff_id, template_id, title FROM step WHERE workspace_id = ${tx.workspaceId} AND handoff_id = ANY(${handoffs}::text[])
      AND template_id = ANY(${templates}::text[]) AND status IN ('open', 'waiting')`)
}

function deal(row: Looked): About {
  return { row: { id: row.deal_id, owner_id: row.ae_id }, handoff: row }
}
