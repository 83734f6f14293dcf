import type { Selectable } from 'kysely'
import {
  type Answer,
  type AnswerSource,
  type AnswerValue,
  answerSources,
  type Evidence,
} from '../../core/deal/answer.ts'
import { qb } from '../../db/query.ts'
import type { AnswerTable } from '../../db/schema/answer.ts'
import type { Tx } from '../../db/tx.ts'

export type AnswerRow = Selectable<AnswerTable>

/** What is said of a deal now. An answer taken back keeps its row, and is none. */
export async function findAnswers(tx: Tx, dealId: string): Promise<AnswerRow[]> {
  return tx.many(
    qb
      .selectFrom('answer')
      .selectAll()
      .where('workspace_id', '=', tx.workspaceId)
      .where('deal_id', '=', dealId)
      .where('state', '<>', 'cleared'),
  )
}

/** An answer's row as the rules of `core` see it; the table's CHECKs promise what each state needs. */
export function toAnswer(row: AnswerRow): Answer {
  const said = {
    requirementId: row.requirement_id,
    source: asSource(row.source),
    authorId: row.author_id,
    answeredAt: row.answered_at,
    evidence: asEvidence(row.evidence),
    validated: asValidated(row.validated),
  }
  switch (row.state) {
    case 'none':
      return { ...said, state: 'none' }
    case 'not_applicable':
      return { ...said, state: 'not_applicable', reason: row.reason ?? '' }
    case 'waived':
      return {
        ...said,
        state: 'waived',
        reason: row.reason ?? '',
        approverId: row.approver_id ?? '',
        expiresAt: row.expires_at ?? row.answered_at,
      }
    case 'unknown':
      return { ...said, state: 'unknown', untilOn: row.until_on ?? '', person: row.person ?? '' }
    default:
      return { ...said, state: 'given', value: asValue(row.value) }
  }
}

function asValidated(text: string | null): Answer['validated'] {
  return text === 'customer' || text === 'assumed' ? text : null
}

function asSource(text: string): AnswerSource {
  return answerSources.find((source) => source === text) ?? 'member'
}

// Only checked values are ever stored.
const asValue = (json: unknown): AnswerValue => json as AnswerValue
const asEvidence = (json: unknown): Evidence[] => json as Evidence[]
