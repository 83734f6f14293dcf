import type { Comparison, Condition } from '../condition.ts'

/**
 * Whether `a` holding makes `b` hold for certain. Answers true only when that follows from the words of the two
 * conditions; a false answer says nothing.
 */
export function implies(a: Condition, b: Condition): boolean {
  if (JSON.stringify(a) === JSON.stringify(b)) return true
  if ('all' in b) return b.all.every((part) => implies(a, part))
  if ('any' in a) return a.any.every((part) => implies(part, b))
  if ('any' in b && b.any.some((part) => implies(a, part))) return true
  if ('all' in a) return a.all.some((part) => implies(part, b))
  return isComparison(a) && isComparison(b) && a.field === b.field && rangeImplies(a, b)
}

function isComparison(condition: Condition): condition is Comparison {
  return 'field' in condition && 'value' in condition && !Array.isArray(condition.value)
}

function rangeImplies(a: Comparison, b: Comparison): boolean {
  if (typeof a.value !== 'number' || typeof b.value !== 'number') return false
  const low = (op: Comparison['op']) => op === 'gt' || op === 'gte'
  const high = (op: Comparison['op']) => op === 'lt' || op === 'lte'
  const strict = b.op === 'gt' || b.op === 'lt'
  const loose = a.op === 'gte' || a.op === 'lte' || a.op === 'eq'
  if (low(b.op) && (low(a.op) || a.op === 'eq')) {
    return a.value > b.value || (a.value === b.value && !(strict && loose))
  }
  if (high(b.op) && (high(a.op) || a.op === 'eq')) {
    return a.value < b.value || (a.value === b.value && !(strict && loose))
  }
  return false
}
