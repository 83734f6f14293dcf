import {
  type KnowableStage,
  knowableStages,
  type Need,
  type Playbook,
  type Requirement,
} from '../playbook/playbook.ts'

/** How much a tier asks for a requirement; a tier the playbook does not name there hides it. */
export function needOf(requirement: Pick<Requirement, 'need'>, tierId: string): Need {
  return Object.hasOwn(requirement.need, tierId) ? (requirement.need[tierId] ?? 'hidden') : 'hidden'
}

/** The two sizes of a brief: what the gate asks for, and everything a tier requires (the core included). */
export const scopes = ['core', 'full'] as const
export type Scope = (typeof scopes)[number]

/** The requirements of a tier's gate core or full brief, in the playbook's order. */
export function requiredBy(
  playbook: Pick<Playbook, 'requirements'>,
  tierId: string,
  scope: Scope,
): Requirement[] {
  return playbook.requirements.filter((requirement) => {
    const need = needOf(requirement, tierId)
    return need === 'gate' || (scope === 'full' && need === 'full')
  })
}

/** Whether something first knowable at one stage is known by another: what is knowable when open is also knowable when won. */
export function isKnowableBy(knowable: KnowableStage, stage: KnowableStage): boolean {
  return knowableStages.indexOf(knowable) <= knowableStages.indexOf(stage)
}
