export type Selection = ReadonlySet<string>

/** One row in or out. */
export function toggleRow(selection: Selection, id: string): Selection {
  const next = new Set(selection)
  if (!next.delete(id)) next.add(id)
  return next
}

/** Everything from the row last touched to this one, as shift does in a list; kept beside what was chosen before. */
export function extendTo(
  selection: Selection,
  ids: readonly string[],
  from: number | null,
  to: number,
): Selection {
  const start = from ?? to
  const range = ids.slice(Math.min(start, to), Math.max(start, to) + 1)
  return new Set([...selection, ...range])
}

/** All loaded rows, or none when all are chosen already. */
export function toggleAll(selection: Selection, ids: readonly string[]): Selection {
  return ids.length > 0 && ids.every((id) => selection.has(id)) ? new Set() : new Set(ids)
}
