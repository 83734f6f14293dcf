import { abilitiesFor } from '../../core/handoff/permission.ts'
import type { Subject } from '../../core/handoff/permission-subject.ts'
import type { Ctx } from '../context.ts'
import { type About, coreActor, subjectOf } from './allow.ts'

/** What the reader may do to a deal's answers, sent with the brief. */
export function abilitiesOf(ctx: Ctx, it: About): Record<string, true | string> {
  return { ...abilitiesFor(coreActor(ctx.actor), subjectOf(ctx.actor, it), 'answer') }
}

export function handoffAbilities(ctx: Ctx, it: About): Record<string, true | string> {
  return { ...abilitiesFor(coreActor(ctx.actor), subjectOf(ctx.actor, it), 'handoff') }
}

export function stepAbilities(ctx: Ctx, it: About, step: Subject['step']): Record<string, true | string> {
  return { ...abilitiesFor(coreActor(ctx.actor), subjectOf(ctx.actor, it, step ? { step } : {}), 'step') }
}

export function questionAbilities(ctx: Ctx, it: About): Record<string, true | string> {
  return { ...abilitiesFor(coreActor(ctx.actor), subjectOf(ctx.actor, it), 'question') }
}
