/** What a screen can do about a problem with one press. */
export type MappingSuggestion =
  | { action: 'alias'; file: string; field: string; from: string; to: string }
  | { action: 'stage'; label: string; kind: string }

/** `1 row`, `1,480 rows`. */
export function rowsOf(count: number): string {
  return count === 1 ? '1 row' : `${count.toLocaleString('en-US')} rows`
}

/** Something about a mapping that will go wrong (`error`), or that somebody should look at (`warning`). */
export type MappingProblem = {
  severity: 'error' | 'warning'
  file: string | null
  column: string | null
  code: string
  message: string
  /** Rows it concerns; 0 where it concerns the mapping itself. */
  count: number
  suggestion: MappingSuggestion | null
}

export function mappingProblem(
  severity: MappingProblem['severity'],
  code: string,
  about: Pick<MappingProblem, 'message'> & Partial<MappingProblem>,
): MappingProblem {
  return { file: null, column: null, count: 0, suggestion: null, ...about, severity, code }
}
