import { answerStates } from '../../deal/answer.ts'
import { dealTypes } from '../../deal/deal.ts'
import { type FieldType, type FixedField, fieldType, fixedFields } from '../fields.ts'
import { type Requirement, stageKinds } from '../playbook.ts'
import { didYouMean } from './fault.ts'

/** What a condition can compare a field with; `values` where only some words can occur. */
export type FieldKind = { type: FieldType; values: readonly string[] | null }

const reserved = new Set(['__proto__', 'constructor', 'prototype'])

const closedWords: Partial<Record<string, readonly string[]>> = {
  'deal.stage_kind': stageKinds,
  'deal.type': dealTypes,
  'deal.complexity': ['high', 'normal'],
} satisfies Partial<Record<FixedField, readonly string[]>>

/** What a condition field holds, or in words why no condition can look at it. */
export function lookUpField(
  field: string,
  requirements: readonly Requirement[],
): { kind: FieldKind } | { refusal: string } {
  if (field.split('.').some((part) => reserved.has(part))) {
    return { refusal: `expected a field name, found a reserved word in "${field}"` }
  }
  const type = fieldType(field, requirements)
  if (type !== null) return { kind: { type, values: wordsOf(field, requirements) } }
  return {
    refusal: field.startsWith('answer.') ? noAnswer(field, requirements) : noField(field, requirements),
  }
}

function wordsOf(field: string, requirements: readonly Requirement[]): readonly string[] | null {
  if (!field.startsWith('answer.')) return closedWords[field] ?? null
  if (field.endsWith('.state')) return answerStates
  const requirement = requirements.find((one) => `answer.${one.id}` === field)
  return requirement?.options?.map((option) => option.id) ?? null
}

function noAnswer(field: string, requirements: readonly Requirement[]): string {
  const id = field.split('.')[1] ?? ''
  const requirement = requirements.find((one) => one.id === id)
  if (!requirement) {
    const ids = requirements.map((one) => one.id)
    return `expected answer.<id of a requirement>, found "${field}"${didYouMean(id, ids)}`
  }
  const value = fieldType(`answer.${id}`, requirements) === null ? `answer.${id}.count` : `answer.${id}`
  return `expected ${value} or answer.${id}.state (${id} is a ${requirement.type}), found "${field}"`
}

function noField(field: string, requirements: readonly Requirement[]): string {
  const near = didYouMean(field, [...fixedFields, ...requirements.map((one) => `answer.${one.id}`)])
  return `expected a field a condition can look at (${fixedFields.join(', ')}, deal.fields.<name>, answer.<requirement>), found "${field}"${near}`
}
