import { answerStates } from '../../deal/answer.ts'
import { type FieldKind, knownFields } from '../known-fields.ts'
import type { Requirement, RequirementType } from '../playbook.ts'
import { didYouMean } from './fault.ts'

export type FieldLookup =
  | { kind: Omit<FieldKind, 'meaning'> | null; refusal?: undefined }
  | { refusal: string }

const listTypes: readonly RequirementType[] = ['person_list', 'link_list', 'table']
const reserved = new Set(['__proto__', 'constructor', 'prototype'])
const fixed = new Map<string, FieldKind>(Object.entries(knownFields))
const yourOwn = 'deal.fields.'

/** What a condition field holds, or why no condition can look at it. A field of the CRM may hold anything (`kind: null`). */
export function lookUpField(field: string, requirements: ReadonlyMap<string, Requirement>): FieldLookup {
  if (field.split('.').some((part) => reserved.has(part))) {
    return { refusal: `expected a field name, found the reserved word in "${field}"` }
  }
  const kind = fixed.get(field)
  if (kind) return { kind }
  if (field.startsWith(yourOwn) && field.length > yourOwn.length) return { kind: null }
  if (field.startsWith('answer.')) return lookUpAnswer(field, requirements)
  const names = [...fixed.keys(), ...[...requirements.keys()].map((id) => `answer.${id}`)]
  return {
    refusal: `expected a field a condition can look at (${[...fixed.keys()].join(', ')}, deal.fields.<name>, answer.<requirement>), found "${field}"${didYouMean(field, names)}`,
  }
}

function lookUpAnswer(field: string, requirements: ReadonlyMap<string, Requirement>): FieldLookup {
  const [, id = '', part, ...rest] = field.split('.')
  const requirement = requirements.get(id)
  if (!requirement) {
    return {
      refusal: `expected answer.<id of a requirement>, found "${field}"${didYouMean(id, requirements.keys())}`,
    }
  }
  const isList = listTypes.includes(requirement.type)
  if (rest.length > 0) return { refusal: `expected answer.${id}, found "${field}"` }
  if (part === 'state') return { kind: { type: 'text', values: answerStates } }
  if (part === 'count' && isList) return { kind: { type: 'number' } }
  if (part === undefined && !isList) return { kind: answerKind(requirement) }
  const possible = isList ? `answer.${id}.count` : `answer.${id}`
  return {
    refusal: `expected ${possible} or answer.${id}.state (${id} is a ${requirement.type}), found "${field}"`,
  }
}

function answerKind(requirement: Requirement): Omit<FieldKind, 'meaning'> {
  switch (requirement.type) {
    case 'number':
    case 'money':
      return { type: 'number' }
    case 'yes_no':
      return { type: 'yes_no' }
    case 'choice':
      return { type: 'text', values: (requirement.options ?? []).map((option) => option.id) }
    default:
      return { type: 'text' }
  }
}
