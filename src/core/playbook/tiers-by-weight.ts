type Weighed = { follow_on?: boolean | undefined; gate_limit: number; weight: number }

/** Tiers from least process to most, what follows on last; a playbook's own order says which is asked first. */
export function tiersByWeight<T extends Weighed>(tiers: readonly T[]): T[] {
  return [...tiers].sort(
    (a, b) =>
      Number(a.follow_on ?? false) - Number(b.follow_on ?? false) ||
      a.gate_limit - b.gate_limit ||
      a.weight - b.weight,
  )
}
