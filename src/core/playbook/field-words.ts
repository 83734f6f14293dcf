import { type KnownField, knownFields } from './known-fields.ts'
import type { Requirement } from './playbook.ts'

const words: Record<KnownField, string> = {
  'deal.annual_value': 'annual value',
  'deal.stage_kind': 'stage',
  'deal.type': 'deal type',
  'deal.pipeline': 'pipeline',
  'deal.probability': 'probability',
  'deal.products': 'products',
  'deal.complexity': 'complexity',
  'deal.signed': 'contract signed',
  'deal.won': 'deal won',
  'deal.owner': 'deal owner',
  'account.name': 'account name',
  'account.industry': 'industry',
  'account.employees': 'number of employees',
  'account.country': 'country',
  'account.territory': 'territory',
  'account.language': 'language',
  'handoff.returned': 'handoff returned',
  'handoff.flagged': 'gaps named in a verdict',
  'handoff.late': 'a step was late',
  'handoff.sample': 'number of the handoff in its sample, 0 to 99,',
  'account.has_handoff': 'account already has a handoff',
}

/** What of a requirement is needed to name it. */
export type Named = Pick<Requirement, 'id' | 'label'>

/**
 * A field of a condition as people would say it: "annual value", "the number of entries in “Known risks”".
 * An answer whose requirement is not among the given ones, and a field of the CRM, is called by its own name.
 */
export function fieldWords(field: string, requirements: readonly Named[] = []): string {
  if (isKnownField(field)) return words[field]
  const [noun, id, part] = field.split('.')
  const label = requirements.find((requirement) => requirement.id === id)?.label
  if (noun !== 'answer' || label === undefined) return plainWords(field)
  if (part === 'state') return `the state of “${label}”`
  return part === 'count' ? `the number of entries in “${label}”` : `“${label}”`
}

/** Whether a field may hold several values at once. */
export function holdsList(field: string): boolean {
  return isKnownField(field) && knownFields[field].type === 'text_list'
}

function isKnownField(field: string): field is KnownField {
  return Object.hasOwn(knownFields, field)
}

/** `deal.fields.has_api` → "has api". */
function plainWords(field: string): string {
  const prefix =
    ['deal.fields.', 'answer.', 'deal.', 'account.'].find((start) => field.startsWith(start)) ?? ''
  return field.slice(prefix.length).replaceAll('.', ' ').replaceAll('_', ' ')
}
