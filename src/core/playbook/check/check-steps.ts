import type { Playbook, StepTemplate } from '../playbook.ts'
import { error, type Fault, named, namedKey, type Path, warning } from './fault.ts'
import { findCycles } from './find-cycles.ts'

type Known = {
  roles: ReadonlySet<string>
  tiers: ReadonlySet<string>
  steps: ReadonlyMap<string, StepTemplate>
  stepIds: ReadonlySet<string>
}

/** Steps have an owner, start from something that happens in their tier, and do not wait for each other in a circle. */
export function checkSteps(playbook: Playbook): Fault[] {
  const known: Known = {
    roles: new Set(playbook.roles.map((role) => role.id)),
    tiers: new Set(playbook.tiers.map((tier) => tier.id)),
    steps: new Map(playbook.steps.map((step) => [step.id, step])),
    stepIds: new Set(playbook.steps.map((step) => step.id)),
  }
  return [
    ...playbook.steps.flatMap((step, i) => checkStep(step, ['steps', i], known)),
    ...checkCircles(playbook),
    ...checkSameFact(playbook),
  ]
}

function checkStep(step: StepTemplate, path: Path, known: Known): Fault[] {
  const tiers = Object.keys(step.due)
  return [
    ...named('role', step.owner, known.roles, [...path, 'owner']),
    ...tiers.flatMap((tier) => namedKey('tier', known.tiers, [...path, 'due', tier])),
    ...(step.after ?? []).flatMap((id, i) => named('step', id, known.stepIds, [...path, 'after', i])),
    ...checkAnchor(step, path, known),
    ...(tiers.length > 0
      ? []
      : [
          warning(
            'missing_part',
            [...path, 'due'],
            `expected a due time in at least one tier; no handoff has the step ${step.id}`,
          ),
        ]),
  ]
}

function checkAnchor(step: StepTemplate, path: Path, known: Known): Fault[] {
  if ('fact' in step.anchor) {
    if (step.anchor.fact !== step.fact) return []
    const message = `expected another anchor: the step ${step.id} would start when the fact ${step.fact} finishes it`
    return [error('cycle', [...path, 'anchor', 'fact'], message)]
  }
  const at = [...path, 'anchor', 'step']
  const anchor = known.steps.get(step.anchor.step)
  if (!anchor) return named('step', step.anchor.step, known.stepIds, at)
  return Object.keys(step.due)
    .filter((tier) => known.tiers.has(tier) && !(tier in anchor.due))
    .map((tier) => {
      const message = `expected the step ${anchor.id} to exist in tier ${tier}, because ${step.id} starts from it there; add its due time or anchor ${step.id} to a fact`
      return error('missing_part', at, message)
    })
}

function checkCircles(playbook: Playbook): Fault[] {
  const links = new Map(
    playbook.steps.map((step) => [
      step.id,
      [...('step' in step.anchor ? [step.anchor.step] : []), ...(step.after ?? [])],
    ]),
  )
  return findCycles(links).map((cycle) => {
    const index = playbook.steps.findIndex((step) => step.id === cycle[0])
    const step = playbook.steps[index]
    const key = step?.after?.includes(cycle[1] ?? '') ? 'after' : 'anchor'
    return error(
      'cycle',
      ['steps', index, key],
      `expected steps that can start; these wait for each other: ${cycle.join(' → ')}`,
    )
  })
}

/** Two steps of one tier that the same fact finishes are one step twice. */
function checkSameFact(playbook: Playbook): Fault[] {
  const seen = new Map<string, string>()
  return playbook.steps.flatMap((step, i) =>
    Object.keys(step.due).flatMap((tier) => {
      if (!step.fact) return []
      const key = `${tier} ${step.fact}`
      const first = seen.get(key)
      seen.set(key, first ?? step.id)
      if (first === undefined || first === step.id) return []
      const message = `expected one step of tier ${tier} to be finished by ${step.fact}, found ${first} and ${step.id}`
      return [warning('duplicate_id', ['steps', i, 'fact'], message)]
    }),
  )
}
