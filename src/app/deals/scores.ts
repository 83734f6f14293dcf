import { sql } from 'kysely'
import type { AnswerValue } from '../../core/deal/answer.ts'
import { statusContext } from '../../core/gate/check-gate.ts'
import { type Completeness, completeness } from '../../core/scoring/completeness.ts'
import { answerFingerprint } from '../../core/scoring/fingerprint.ts'
import { type Quality, quality } from '../../core/scoring/quality.ts'
import type { Tx } from '../../db/tx.ts'
import type { DealCase } from './deal-case.ts'

export type Scores = { core: Completeness; full: Completeness; quality: Quality }

/** Completeness and quality of a deal's brief, each lost point with its name. */
export function scoresOf(it: DealCase): Scores {
  const context = { ...statusContext(it.gate), playbook: it.version.playbook, answers: it.answers }
  return {
    core: completeness(context, 'core'),
    full: completeness(context, 'full'),
    quality: quality({ ...context, otherDeals: it.others ?? new Set() }),
  }
}

const mostCompared = 200

/** Fingerprints of the same owner's latest answers to other accounts: where copying happens. */
export async function otherFingerprints(tx: Tx, it: DealCase): Promise<ReadonlySet<string>> {
  if (it.others) return it.others
  if (!it.row.owner_id) return new Set()
  const rows = await tx.many(sql<{ requirement_id: string; value: AnswerValue }>`
    SELECT a.requirement_id, a.value FROM (
      SELECT id FROM deal WHERE workspace_id = ${tx.workspaceId} AND owner_id = ${it.row.owner_id} AND id <> ${it.row.id}
        AND (account_id IS NULL OR account_id IS DISTINCT FROM ${it.row.account_id}) ORDER BY id DESC LIMIT ${mostCompared}) AS d
    JOIN answer a ON a.workspace_id = ${tx.workspaceId} AND a.deal_id = d.id AND a.state = 'given'`)
  return new Set(rows.map((r) => answerFingerprint(r.requirement_id, r.value)).filter((f) => f !== null))
}
