import type { RoutingRule } from '../playbook/playbook.ts'
import type { Wanted } from './coverage.ts'
import type { Ranked } from './rank-candidates.ts'

const number = (value: number) => String(Math.round(value * 10) / 10)

/** "8 of 20 points (40 %)", or "8 points, without a limit". */
function pointsWords({ candidate, points, share }: Ranked): string {
  if (candidate.capacity === null) return `${number(points)} points, without a limit`
  const percent = Number.isFinite(share) ? ` (${Math.round(share * 100)} %)` : ''
  return `${number(points)} of ${number(candidate.capacity)} points${percent}`
}

/** Why this rule applies: what the customer needs and the rule asked for. */
export function explainRule(rule: RoutingRule, wanted: Wanted): string[] {
  const known = rule.match.filter((key) => wanted[key].length > 0)
  const unknown = rule.match.filter((key) => wanted[key].length === 0)
  const asked = known.map((key) => `${key} ${wanted[key].join(', ')}`).join('; ')
  return [
    asked ? `The rule “${rule.title}” applies: ${asked}.` : `The rule “${rule.title}” applies.`,
    ...(unknown.length > 0 ? [`Not known, so not asked for: ${unknown.join(', ')}.`] : []),
  ]
}

/** Why the first of the ranked comes first. */
export function explainChoice(chosen: Ranked, next: Ranked | undefined): string {
  const name = chosen.candidate.name
  const words = pointsWords(chosen)
  if (chosen.overLimit)
    return `Everybody who could is at the limit; ${name} is the least over it with ${words}.`
  if (!next) return `${name} is the only one; this makes ${words}.`
  if (next.overLimit) return `${name} is the only one with room; this makes ${words}.`
  if (next.byName < chosen.byName)
    return `${name} covers more of it by name than the others; this makes ${words}.`
  if (next.share === chosen.share && next.points === chosen.points) {
    return `${name} has as much room as ${next.candidate.name} and comes first in the fixed order; this makes ${words}.`
  }
  return `${name} has the most room; this makes ${words}.`
}

/** Why somebody came after the chosen one. */
export function explainRunnerUp(other: Ranked, chosen: Ranked): string {
  const { name } = other.candidate
  const words = pointsWords(other)
  if (other.overLimit) return `${name} would be over the limit: ${words}.`
  if (other.byName < chosen.byName) return `${name} covers less of it by name; would have ${words}.`
  if (other.share === chosen.share && other.points === chosen.points) {
    return `${name} has as much room and comes later in the fixed order; would have ${words}.`
  }
  return `${name} has less room; would have ${words}.`
}
