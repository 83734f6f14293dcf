/** The ids along the first circle found by following the links, ending where it began; null when there is none. */
export function findCycles(links: ReadonlyMap<string, readonly string[]>): string[][] {
  const done = new Set<string>()
  const cycles: string[][] = []
  for (const start of links.keys()) follow(start, [], { links, done, cycles })
  return cycles
}

type Walk = { links: ReadonlyMap<string, readonly string[]>; done: Set<string>; cycles: string[][] }

function follow(id: string, trail: string[], walk: Walk): void {
  const at = trail.indexOf(id)
  if (at >= 0) {
    walk.cycles.push([...trail.slice(at), id])
    return
  }
  if (walk.done.has(id)) return
  for (const next of walk.links.get(id) ?? []) follow(next, [...trail, id], walk)
  walk.done.add(id)
}
