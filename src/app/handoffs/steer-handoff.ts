import { actingMemberId } from '../context.ts'
import { invalid, refused } from '../errors.ts'
import type { Verb } from '../verbs.ts'
import { changeHandoff } from './change-handoff.ts'
import { happen } from './happen.ts'
import { giveToCsm, nameCsm } from './name-csm.ts'
import { refreshScores } from './refresh-scores.ts'
import { changeTier } from './work-steps.ts'

/** Puts a handoff on hold: all its clocks stand still. */
export const holdHandoff: Verb<'handoff.hold'> = (ctx, input) =>
  changeHandoff({
    ctx,
    input,
    action: 'handoff.hold',
    audit: 'handoff.hold',
    reason: input.reason,
    decide: ({ work }, tx) => void happen(work, { type: 'hold', at: tx.now, reason: input.reason }),
  })

/** Takes a handoff off hold; due times move by the business time it stood still. */
export const resumeHandoff: Verb<'handoff.resume'> = (ctx, input) =>
  changeHandoff({
    ctx,
    input,
    action: 'handoff.resume',
    audit: 'handoff.resume',
    decide: ({ work }, tx) => void happen(work, { type: 'resume', at: tx.now }),
  })

/** Cancels a handoff; everything known of it stays. */
export const cancelHandoff: Verb<'handoff.cancel'> = (ctx, input) =>
  changeHandoff({
    ctx,
    input,
    action: 'handoff.cancel',
    audit: 'handoff.cancel',
    reason: input.reason,
    decide: ({ work }, tx) => void happen(work, { type: 'cancel', at: tx.now, reason: input.reason }),
  })

/** Names another CSM by hand. The account and all steps of the CSM go along. */
export const assignCsm: Verb<'handoff.assign_csm'> = (ctx, input) =>
  changeHandoff({
    ctx,
    input,
    action: 'handoff.assign_csm',
    audit: 'handoff.assign_csm',
    event: 'csm_named',
    reason: input.reason,
    async decide({ work, it }, tx) {
      const member = it.directory.members.get(input.csmId)
      if (!member || member.status === 'suspended')
        throw invalid('There is no such member.', [{ path: 'csmId', message: 'expected an active member' }])
      if (!member.roles.includes('csm') && !member.roles.includes('cs_manager'))
        throw refused('not_a_csm', `${member.name} is neither a CSM nor a CS manager.`)
      const by = actingMemberId(ctx.actor)
      const routing = {
        reasons: [`Named by hand: ${input.reason}`],
        runnersUp: [],
        marked: null,
        by: 'hand' as const,
        overriddenBy: by,
      }
      await giveToCsm(ctx, tx, { work, csmId: input.csmId, routing })
    },
  })

/** Puts a handoff in another tier by hand: steps it does not have go, others come, what was done stays. */
export const setTier: Verb<'handoff.set_tier'> = (ctx, input) =>
  changeHandoff({
    ctx,
    input,
    action: 'handoff.set_tier',
    audit: 'handoff.set_tier',
    reason: input.reason,
    async decide({ work, it }, tx) {
      const tier = it.version.playbook.tiers.find((t) => t.id === input.tier)
      if (!tier)
        throw invalid(`The playbook has no tier "${input.tier}".`, [
          {
            path: 'tier',
            message: `expected one of ${it.version.playbook.tiers.map((t) => t.id).join(', ')}`,
          },
        ])
      work.row.tier_by_hand = true
      changeTier(work, { tier, because: `${tier.title}, set by hand: ${input.reason}` })
      if (work.row.csm_id === null && !tier.submits_itself) await nameCsm(ctx, tx, work)
      refreshScores(work)
    },
  })
