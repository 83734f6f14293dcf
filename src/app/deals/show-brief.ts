import { sql } from 'kysely'
import type { Brief, BriefItem } from '../../contract/deals.ts'
import { statusContext } from '../../core/gate/check-gate.ts'
import { isKnowableBy, needOf } from '../../core/gate/need-of.ts'
import { owedNow } from '../../core/gate/owed-now.ts'
import { type Judgement, judgeRequirement } from '../../core/gate/requirement-status.ts'
import { type KnowableStage, knowableStages, type Requirement } from '../../core/playbook/playbook.ts'
import type { Tx } from '../../db/tx.ts'
import type { Ctx } from '../context.ts'
import { abilitiesOf } from '../handoffs/abilities.ts'
import { allow } from '../handoffs/allow.ts'
import type { Directory } from '../people/directory.ts'
import { nameOf } from '../people/name-of.ts'
import type { Verb } from '../verbs.ts'
import { type AnswerRow, toAnswer } from './answer-row.ts'
import { type DealCase, loadDealCase } from './deal-case.ts'
import { asStageKind } from './deal-row.ts'
import { otherFingerprints, type Scores, scoresOf } from './scores.ts'

export const showBrief: Verb<'answer.list'> = (ctx, input) =>
  ctx.readOnly(async (tx) => {
    const it = await loadDealCase(tx, input.id)
    allow(ctx, 'answer.view', it)
    return briefOf(ctx, tx, it)
  })

/** The brief of a deal as people read it: every requirement its tier asks for, what is known, and what is still owed. */
export async function briefOf(ctx: Ctx, tx: Tx, it: DealCase): Promise<Brief> {
  const [others, questions] = await Promise.all([otherFingerprints(tx, it), openQuestions(tx, it)])
  const scores = scoresOf({ ...it, others })
  const context = statusContext(it.gate)
  const rows = new Map(it.answerRows.map((row) => [row.requirement_id, row]))
  const items = it.version.playbook.requirements
    .map((requirement) => {
      const row = rows.get(requirement.id)
      return { requirement, row, judged: judgeRequirement(requirement, row ? toAnswer(row) : null, context) }
    })
    .filter(({ judged }) => judged.status !== 'hidden')
    .map((one) => itemOf(it, { ...one, scores, openQuestions: questions.get(one.requirement.id) ?? 0 }))
  return {
    dealId: it.row.id,
    handoffId: it.handoff?.id ?? null,
    dealName: it.row.name,
    accountName: it.account?.name ?? null,
    tier: it.tier.id,
    tierTitle: it.tier.title,
    stageKind: asStageKind(it.row.stage_kind),
    sections: it.version.playbook.sections.map((s) => ({ id: s.id, title: s.title, hint: s.hint ?? null })),
    items,
    owed: owedNow(it.gate).now.map((o) => o.requirementId),
    completeness: {
      given: scores.full.given,
      required: scores.full.counted,
      excused: scores.full.notApplicable + scores.full.waived + scores.full.unknown,
      percent: scores.full.percent,
    },
    quality: { points: scores.quality.points, of: scores.quality.of, percent: scores.quality.score },
    packs: it.version.playbook.prompt_packs.map((p) => ({
      ...p,
      hint: p.hint ?? null,
      prompts: p.prompts.map((q) => ({ ...q, requirement: q.requirement ?? null })),
    })),
    can: abilitiesOf(ctx, it),
  }
}

type ItemParts = {
  requirement: Requirement
  row: AnswerRow | undefined
  judged: Judgement
  scores: Scores
  openQuestions: number
}

export function itemOf(
  it: DealCase,
  { requirement, row, judged, scores, openQuestions }: ItemParts,
): BriefItem {
  if (judged.status === 'hidden') throw new Error(`${requirement.id} is hidden in this tier`)
  return {
    requirementId: requirement.id,
    section: requirement.section,
    label: requirement.label,
    prompt: requirement.prompt,
    example: requirement.example ?? null,
    type: requirement.type,
    options: requirement.options ?? [],
    columns: requirement.columns ?? [],
    need: needOf(requirement, it.tier.id),
    knowable: requirement.knowable,
    due: isKnowableBy(requirement.knowable, reached(it)),
    noneLabel: requirement.none_label ?? null,
    neverUnknown: requirement.never_unknown ?? false,
    unknownLimitOn: it.gate.unknownLimitOn,
    status: judged.status,
    answer: row ? answerView(it.directory, row) : null,
    lost: scores.quality.lost
      .filter((l) => l.requirementId === requirement.id)
      .map(({ ruleId, points, sentence }) => ({ ruleId, points, sentence })),
    openQuestions,
  }
}

function reached(it: DealCase): KnowableStage {
  if (it.row.signed_at !== null) return 'signed'
  return knowableStages.find((stage) => stage === it.row.stage_kind) ?? 'won'
}

/** An answer with its source and author by name. */
export function answerView(directory: Directory, row: AnswerRow): NonNullable<BriefItem['answer']> {
  const answer = toAnswer(row)
  return {
    state: answer.state,
    value: answer.state === 'given' ? answer.value : null,
    reason: row.reason,
    approver: nameOf(directory, row.approver_id),
    expiresAt: row.expires_at,
    untilOn: row.until_on,
    person: row.person,
    source: answer.source,
    sourceLabel: row.source_label,
    author: nameOf(directory, row.author_id),
    evidence: answer.evidence,
    validated: answer.validated,
    answeredAt: row.answered_at,
    version: row.version,
  }
}

async function openQuestions(tx: Tx, it: DealCase): Promise<ReadonlyMap<string, number>> {
  if (!it.handoff) return new Map()
  const rows = await tx.many(sql<{ requirement_id: string; n: number }>`
    SELECT requirement_id, count(*) AS n FROM question
    WHERE workspace_id = ${tx.workspaceId} AND handoff_id = ${it.handoff.id} AND answered_at IS NULL GROUP BY requirement_id`)
  return new Map(rows.map((r) => [r.requirement_id, r.n]))
}
