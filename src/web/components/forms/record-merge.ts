export type Merge<V extends object> = {
  /** What was read, before anybody changed it. */
  base: V
  mine: V
  theirs: V
}

/** The fields that differ between two states of a record. */
export function changedKeys<V extends object>(before: V, after: V): (keyof V & string)[] {
  return (Object.keys(after) as (keyof V & string)[]).filter((key) => !same(before[key], after[key]))
}

export function changesOf<V extends object>(before: V, after: V): Partial<V> {
  return pick(after, changedKeys(before, after))
}

/** Fields that both changed, and to different values: only these need somebody to choose. */
export function contested<V extends object>({ base, mine, theirs }: Merge<V>): (keyof V & string)[] {
  const byThem = changedKeys(base, theirs)
  return changedKeys(base, mine).filter((key) => byThem.includes(key) && !same(mine[key], theirs[key]))
}

/** Theirs with my changes on top; of contested fields, mine or theirs as chosen. */
export function merged<V extends object>(merge: Merge<V>, keep: 'mine' | 'theirs'): V {
  const clash = contested(merge)
  const own = changedKeys(merge.base, merge.mine).filter((key) => keep === 'mine' || !clash.includes(key))
  return { ...merge.theirs, ...pick(merge.mine, own) }
}

function pick<V extends object>(values: V, keys: readonly (keyof V & string)[]): Partial<V> {
  const part: Partial<V> = {}
  for (const key of keys) part[key] = values[key]
  return part
}

function same(a: unknown, b: unknown): boolean {
  return Object.is(a, b) || JSON.stringify(a) === JSON.stringify(b)
}
