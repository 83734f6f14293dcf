import { answerStates } from '../../deal/answer.ts'
import { type FieldKind, knownFields } from '../known-fields.ts'
import type { Requirement, RequirementType } from '../playbook.ts'
import { didYouMean } from './fault.ts'

/** What a condition can compare a field with. */
export type Comparable = Omit<FieldKind, 'meaning'>

const listTypes: readonly RequirementType[] = ['person_list', 'link_list', 'table']
const reserved = new Set(['__proto__', 'constructor', 'prototype'])
const fixed = new Map<string, FieldKind>(Object.entries(knownFields))
const ownFields = 'deal.fields.'

/**
 * What a condition field holds, or in words why no condition can look at it.
 * A field of the CRM may hold anything (`kind: null`).
 */
export function lookUpField(
  field: string,
  requirements: readonly Requirement[],
): { kind: Comparable | null } | { refusal: string } {
  if (field.split('.').some((part) => reserved.has(part))) {
    return { refusal: `expected a field name, found a reserved word in "${field}"` }
  }
  if (field.startsWith(ownFields) && field.length > ownFields.length) return { kind: null }
  if (field.startsWith('answer.')) return lookUpAnswer(field, requirements)
  const kind = fixed.get(field)
  return kind ? { kind } : { refusal: noField(field, requirements) }
}

function lookUpAnswer(
  field: string,
  requirements: readonly Requirement[],
): { kind: Comparable } | { refusal: string } {
  const [, id = '', part, ...rest] = field.split('.')
  const requirement = requirements.find((one) => one.id === id)
  if (!requirement) {
    const ids = requirements.map((one) => one.id)
    return { refusal: `expected answer.<id of a requirement>, found "${field}"${didYouMean(id, ids)}` }
  }
  const isList = listTypes.includes(requirement.type)
  if (rest.length === 0) {
    if (part === 'state') return { kind: { type: 'text', values: answerStates } }
    if (part === 'count' && isList) return { kind: { type: 'number' } }
    if (part === undefined && !isList) return { kind: answerKind(requirement) }
  }
  const value = isList ? `answer.${id}.count` : `answer.${id}`
  return {
    refusal: `expected ${value} or answer.${id}.state (${id} is a ${requirement.type}), found "${field}"`,
  }
}

function answerKind(requirement: Requirement): Comparable {
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

function noField(field: string, requirements: readonly Requirement[]): string {
  const near = didYouMean(field, [...fixed.keys(), ...requirements.map((one) => `answer.${one.id}`)])
  return `expected a field a condition can look at (${[...fixed.keys()].join(', ')}, deal.fields.<name>, answer.<requirement>), found "${field}"${near}`
}
