import type { Comparison, Condition, ListComparison, Presence, Scalar } from './condition.ts'
import { fieldWords, holdsList, type Named } from './field-words.ts'

/**
 * A rule of the playbook as a seller would say it: "annual value is at least 100,000 or complexity is high".
 * Pass the playbook's requirements to have answers called by their label.
 */
export function explainCondition(condition: Condition, requirements: readonly Named[] = []): string {
  return explain(condition, requirements, false)
}

function explain(condition: Condition, asked: readonly Named[], inner: boolean): string {
  if ('all' in condition) return joined(condition.all, ['and', 'always'], { asked, inner })
  if ('any' in condition) return joined(condition.any, ['or', 'never'], { asked, inner })
  if ('not' in condition) return `not (${explain(condition.not, asked, false)})`
  return explainLeaf(condition, fieldWords(condition.field, asked))
}

function explainLeaf(leaf: Comparison | ListComparison | Presence, words: string): string {
  switch (leaf.op) {
    case 'present':
      return `${words} is known`
    case 'missing':
      return `${words} is not known`
    case 'in':
      return `${words} is one of ${leaf.value.map(shown).join(', ')}`
    case 'not_in':
      return `${words} is none of ${leaf.value.map(shown).join(', ')}`
    default:
      if (typeof leaf.value === 'boolean') return yesOrNo(words, (leaf.op === 'eq') === leaf.value)
      return `${words} ${holdsList(leaf.field) ? listVerbs[leaf.op] : verbs[leaf.op]} ${shown(leaf.value)}`
  }
}

const verbs = {
  eq: 'is',
  ne: 'is not',
  lt: 'is below',
  lte: 'is at most',
  gt: 'is above',
  gte: 'is at least',
} as const
const listVerbs = { ...verbs, eq: 'include', ne: 'do not include' } as const

function joined(
  parts: Condition[],
  [word, whenEmpty]: [string, string],
  { asked, inner }: { asked: readonly Named[]; inner: boolean },
): string {
  const [first] = parts
  if (first === undefined) return whenEmpty
  if (parts.length === 1) return explain(first, asked, inner)
  const sentence = parts.map((part) => explain(part, asked, true)).join(` ${word} `)
  return inner ? `(${sentence})` : sentence
}

function yesOrNo(words: string, yes: boolean): string {
  return `${words}: ${yes ? 'yes' : 'no'}`
}

function shown(value: Scalar): string {
  if (typeof value === 'number') return value.toLocaleString('en-US', { maximumFractionDigits: 6 })
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return value
}
