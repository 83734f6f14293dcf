import type { GateAnswer } from '../../contract/deals.ts'
import { checkGate } from '../../core/gate/check-gate.ts'
import type { Completeness } from '../../core/scoring/completeness.ts'
import { allow } from '../handoffs/allow.ts'
import type { Verb } from '../verbs.ts'
import { type DealCase, loadDealCase } from './deal-case.ts'

/** May this deal enter that stage, and if not, why not, in the seller's words. Nothing is written. */
export const checkDealGate: Verb<'gate.check'> = (ctx, input) =>
  ctx.readOnly(async (tx) => {
    const it = await loadDealCase(tx, input.id)
    allow(ctx, 'gate.check', it)
    return gateAnswerOf(it, input.stage ?? 'won')
  })

export function gateAnswerOf(it: DealCase, toStage: 'open' | 'likely' | 'won' | 'lost'): GateAnswer {
  const result = checkGate({ ...it.gate, toStage })
  const mode = it.workspace.gate_mode === 'block' ? 'block' : 'observe'
  return {
    allowed: result.allowed,
    mode,
    tier: it.tier.id,
    findings: result.findings,
    core: counts(result.core),
    full: counts(result.full),
  }
}

function counts(c: Completeness): GateAnswer['core'] {
  return {
    given: c.given,
    excused: c.notApplicable + c.waived + c.unknown,
    required: c.required,
    missing: c.missing,
  }
}
