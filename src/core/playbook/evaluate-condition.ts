import type { Condition, FieldValues, Scalar } from './condition.ts'

type Leaf = Exclude<Condition, { all: Condition[] } | { any: Condition[] } | { not: Condition }>

/**
 * Whether a rule of the playbook holds for a deal.
 * A comparison with something nobody knows is false, whichever comparison it is (`ne` and `not_in` too);
 * ask `missing` to test for that. Types are never converted (the text "5" is not the number 5), text is compared
 * exactly, capitals included. A list fulfils `eq` and `in` when any member does, `ne` and `not_in` when none does;
 * an empty list is missing. `lt`, `lte`, `gt` and `gte` need two numbers, or two texts (days in ISO form order so).
 */
export function evaluateCondition(condition: Condition, values: FieldValues): boolean {
  if ('all' in condition) return condition.all.every((part) => evaluateCondition(part, values))
  if ('any' in condition) return condition.any.some((part) => evaluateCondition(part, values))
  if ('not' in condition) return !evaluateCondition(condition.not, values)
  return evaluateLeaf(condition, membersOf(values, condition.field))
}

/** Every field a rule looks at, each once, in the order of reading. */
export function fieldsNamed(condition: Condition): string[] {
  const found = new Set<string>()
  const visit = (part: Condition): void => {
    if ('all' in part) part.all.forEach(visit)
    else if ('any' in part) part.any.forEach(visit)
    else if ('not' in part) visit(part.not)
    else found.add(part.field)
  }
  visit(condition)
  return [...found]
}

function evaluateLeaf(leaf: Leaf, members: readonly Scalar[]): boolean {
  if (!('value' in leaf)) return (leaf.op === 'missing') === (members.length === 0)
  if (members.length === 0) return false
  switch (leaf.op) {
    case 'eq':
      return members.includes(leaf.value)
    case 'ne':
      return !members.includes(leaf.value)
    case 'in':
      return members.some((member) => leaf.value.includes(member))
    case 'not_in':
      return !members.some((member) => leaf.value.includes(member))
    default:
      return members.length === 1 && isOrdered(members[0], leaf.op, leaf.value)
  }
}

function isOrdered(value: Scalar | undefined, op: 'lt' | 'lte' | 'gt' | 'gte', limit: Scalar): boolean {
  if (value === undefined || typeof value !== typeof limit || typeof value === 'boolean') return false
  if (op === 'lt') return value < limit
  if (op === 'lte') return value <= limit
  return op === 'gt' ? value > limit : value >= limit
}

/** What is known of a field, as a list; empty where it is missing. Only own properties count. */
function membersOf(values: FieldValues, field: string): readonly Scalar[] {
  const value = Object.hasOwn(values, field) ? values[field] : null
  if (value === null || value === undefined) return []
  const members: readonly Scalar[] = isList(value) ? value : [value]
  return members.filter((member) => !Number.isNaN(member))
}

function isList(value: Scalar | readonly Scalar[]): value is readonly Scalar[] {
  return Array.isArray(value)
}
