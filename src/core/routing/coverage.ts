import type { Account, Deal } from '../deal/deal.ts'
import type { MatchKey, Tier } from '../playbook/playbook.ts'
import type { Candidate } from './candidate.ts'

/** What the customer needs of a CSM, per key; an empty list where nobody knows. */
export type Wanted = Record<MatchKey, readonly string[]>

/** What a deal and its account ask of the CSM who receives them. */
export function wantedOf(
  deal: Pick<Deal, 'products'>,
  account: Pick<Account, 'territory' | 'industry' | 'language'> | null,
  tier: Pick<Tier, 'id'>,
): Wanted {
  const one = (value: string | null | undefined) => (value?.trim() ? [value.trim()] : [])
  return {
    territory: one(account?.territory),
    size: [tier.id],
    industry: one(account?.industry),
    language: one(account?.language),
    skill: deal.products.filter((product) => product.trim() !== ''),
  }
}

/**
 * How many of the keys a candidate covers by name, or null when one of them is not covered.
 * Everything wanted of a key must be covered; capitals do not count; what nobody knows is not asked for.
 */
export function coverage(candidate: Candidate, keys: readonly MatchKey[], wanted: Wanted): number | null {
  let byName = 0
  for (const key of new Set(keys)) {
    const covered = coveredBy(candidate, key)
    if (wanted[key].length === 0 || covered.length === 0) continue
    if (!wanted[key].every((value) => includes(covered, value))) return null
    byName += 1
  }
  return byName
}

function coveredBy(candidate: Candidate, key: MatchKey): readonly string[] {
  switch (key) {
    case 'territory':
      return candidate.territories
    case 'size':
      return candidate.sizes
    case 'industry':
      return candidate.industries
    case 'language':
      return candidate.languages
    case 'skill':
      return candidate.skills
  }
}

function includes(covered: readonly string[], value: string): boolean {
  const plain = (text: string) => text.trim().toLowerCase()
  return covered.some((one) => plain(one) === plain(value))
}
