import { type KnowableStage, knowableStages, type Need, needs } from '../../../../core/playbook/playbook.ts'
import type { FilterDefinition, FilterValue } from '../../../ui/FilterBar.tsx'
import { rankItems } from '../../../ui/fuzzy-match.ts'
import {
  type Document,
  filledWords,
  knowableWords,
  needWords,
  type ShownRequirement,
} from '../playbook-words.ts'

export const filterNames = ['section', 'tier', 'need', 'knowable', 'filled'] as const

export function requirementFilters(document: Document): FilterDefinition[] {
  return [
    { id: 'section', label: 'Section', options: titled(document.sections) },
    { id: 'tier', label: 'Tier', options: titled(document.tiers) },
    { id: 'need', label: 'Asked', options: needs.map((need) => ({ value: need, label: needWords[need] })) },
    {
      id: 'knowable',
      label: 'Knowable',
      options: knowableStages.map((stage: KnowableStage) => ({ value: stage, label: knowableWords[stage] })),
    },
    {
      id: 'filled',
      label: 'Filled by',
      options: Object.entries(filledWords).map(([value, label]) => ({ value, label })),
    },
  ]
}

function titled(list: readonly { id: string; title: string }[]) {
  return list.map(({ id, title }) => ({ value: id, label: title }))
}

export function needOf(requirement: ShownRequirement, tier: string): Need {
  return requirement.need[tier] ?? 'hidden'
}

/** Those that fit the filters; with a tier chosen only what that tier asks, unless "not asked" is wanted. */
export function chosenRequirements(
  document: Document,
  { filter, query }: { filter: FilterValue; query: string },
): ShownRequirement[] {
  const has = (name: (typeof filterNames)[number], value: string): boolean =>
    filter[name]?.includes(value) ?? true
  const tiers = document.tiers.filter((tier) => has('tier', tier.id)).map((tier) => tier.id)
  const wanted = filter['need'] ?? (filter['tier'] ? needs.filter((need) => need !== 'hidden') : [...needs])
  const fitting = document.requirements.filter(
    (requirement) =>
      has('section', requirement.section) &&
      has('knowable', requirement.knowable) &&
      has('filled', requirement.filled_by ?? 'typed') &&
      tiers.some((tier) => wanted.includes(needOf(requirement, tier))),
  )
  if (query.trim() === '') return fitting
  const found = new Set(rankItems(query, fitting, (one) => one.label))
  const words = query.trim().toLowerCase()
  return fitting.filter((one) => found.has(one) || one.prompt.toLowerCase().includes(words))
}
