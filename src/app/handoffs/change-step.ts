import type { Handoff } from '../../contract/handoffs.ts'
import { transitionStep } from '../../core/handoff/step-transitions.ts'
import type { Fact } from '../../core/playbook/playbook.ts'
import { qb } from '../../db/query.ts'
import type { Ctx } from '../context.ts'
import { actingMemberId } from '../context.ts'
import { invalid, notFound, refused, stale } from '../errors.ts'
import type { OperationTx } from '../operation-tx.ts'
import type { Verb } from '../verbs.ts'
import { allow } from './allow.ts'
import { askForVerdict, index } from './announce.ts'
import { type Opened, openForChange } from './change-handoff.ts'
import { handoffView } from './handoff-view.ts'
import type { WorkStep } from './handoff-work.ts'
import { happen } from './happen.ts'
import { saveWork } from './save-work.ts'
import { retime } from './step-clocks.ts'
import { openPause, withPause, withPausesEnded } from './step-row.ts'
import { stepSubject } from './step-subject.ts'
import { endStep, finishStep, giveStep, unlock } from './work-steps.ts'

type StepInput = { id: string; version: number }
type StepChange = {
  ctx: Ctx
  input: StepInput
  action: 'step.complete' | 'step.skip' | 'step.reassign'
  audit: string
  reason?: string
  decide: (opened: Opened, step: WorkStep, tx: OperationTx) => void
}

async function changeStep({ ctx, input, action, audit, reason, decide }: StepChange): Promise<Handoff> {
  return ctx.inTransaction(async (tx) => {
    const place = await tx.maybe(
      qb
        .selectFrom('step')
        .select('handoff_id')
        .where('workspace_id', '=', tx.workspaceId)
        .where('id', '=', input.id),
    )
    if (!place) throw notFound('step')
    const opened = await openForChange(ctx, tx, place.handoff_id)
    const step = opened.work.steps.find((s) => s.row.id === input.id)
    if (!step) throw notFound('step')
    allow(ctx, action, opened.it, { step: stepSubject(opened, step), named: 'step' })
    if (step.row.version !== input.version) throw stale('step', await handoffView(ctx, tx, opened))
    decide(opened, step, tx)
    const saved = await saveWork(ctx, tx, {
      work: opened.work,
      action: audit,
      reason: [step.row.title, reason].filter(Boolean).join(': '),
    })
    askForVerdict(tx, { before: opened.row, after: saved })
    index(tx, saved.deal_id)
    const fresh = await openForChange(ctx, tx, saved.id)
    return handoffView(ctx, tx, fresh)
  })
}

/** Finishes a step; where it stands for a fact, the fact is recorded and everything that hangs on it follows. */
export const completeStep: Verb<'step.complete'> = (ctx, input) =>
  changeStep({
    ctx,
    input,
    action: 'step.complete',
    audit: 'step.complete',
    ...(input.note === undefined ? {} : { reason: input.note }),
    decide(opened, step, tx) {
      const at = input.at ?? tx.now
      if (at > tx.now)
        throw invalid('A step cannot be finished in the future.', [
          { path: 'at', message: 'expected now or a time in the past' },
        ])
      const may = transitionStep(
        { ...stepSubject(opened, step), anchored: step.row.anchor_at !== null },
        { type: 'finish', by: 'person' },
      )
      if (!may.ok) throw refused(may.code, may.reason)
      const fact = opened.it.version.playbook.steps.find((t) => t.id === step.row.template_id)?.fact
      if (fact) recordStepFact({ opened, fact, at, now: tx.now, csmPresent: input.csmPresent ?? false })
      if (step.row.status === 'open' || step.row.status === 'waiting')
        finishStep(opened.work, step, { at, reason: input.note ?? null })
    },
  })

type StepFact = { opened: Opened; fact: Fact; at: string; now: string; csmPresent: boolean }

function recordStepFact({ opened, fact, at, now, csmPresent }: StepFact): void {
  if (opened.work.state.facts[fact] !== undefined) return
  if (fact === 'confirmed') happen(opened.work, { type: 'confirm', at: now })
  else happen(opened.work, { type: 'record', at: now, fact, happenedAt: at, csmPresent })
}

/** Leaves a step out, with a reason that stays with it. */
export const skipStep: Verb<'step.skip'> = (ctx, input) =>
  changeStep({
    ctx,
    input,
    action: 'step.skip',
    audit: 'step.skip',
    reason: input.reason,
    decide(opened, step, tx) {
      endStep(step, { status: 'skipped', at: tx.now, by: actingMemberId(ctx.actor), reason: input.reason })
      unlock(opened.work)
    },
  })

/** Gives a step to somebody else; its due time follows the new owner's working hours. */
export const reassignStep: Verb<'step.reassign'> = (ctx, input) =>
  changeStep({
    ctx,
    input,
    action: 'step.reassign',
    audit: 'step.reassign',
    ...(input.reason === undefined ? {} : { reason: input.reason }),
    decide(opened, step) {
      const member = opened.it.directory.members.get(input.ownerId)
      if (!member || member.status === 'suspended')
        throw invalid('There is no such member.', [{ path: 'ownerId', message: 'expected an active member' }])
      giveStep(opened.work, step, input.ownerId)
    },
  })

/** Lets a step's clock stand still for a named reason. */
export const pauseStep: Verb<'step.pause'> = (ctx, input) =>
  changeStep({
    ctx,
    input,
    action: 'step.skip',
    audit: 'step.pause',
    reason: input.reason === 'legal_review' ? 'legal review' : 'waiting for the customer',
    decide(opened, step, tx) {
      if (step.row.anchor_at === null)
        throw refused('not_started', 'The clock of this step does not run yet.')
      if (openPause(step.row)) throw refused('already_paused', 'The clock of this step stands still already.')
      step.row.pauses = withPause(step.row, { from: tx.now, to: null, reason: input.reason })
      retime(opened.work, step)
    },
  })

/** Lets it run again; the due time moves by the working time it stood still. */
export const resumeStep: Verb<'step.resume'> = (ctx, input) =>
  changeStep({
    ctx,
    input,
    action: 'step.skip',
    audit: 'step.resume',
    decide(opened, step, tx) {
      const pause = openPause(step.row)
      if (!pause) throw refused('not_paused', 'The clock of this step is running.')
      if (pause.reason === 'on_hold') throw refused('on_hold', 'The whole handoff is on hold; resume that.')
      step.row.pauses = withPausesEnded(step.row, { at: tx.now, reason: pause.reason })
      retime(opened.work, step)
    },
  })
