import type { ColumnProfile, FileProfile } from './file-profile.ts'

/** A profile as it is shown: a few values per column, and nothing that only comparing needs. */
export type ShownProfile = Omit<FileProfile, 'columns'> & {
  columns: Omit<ColumnProfile, 'sketch' | 'valuesComplete'>[]
}

/** A profile as a plan carries it: only `shownProfile` writes them. */
export const asShownProfile = (json: Record<string, unknown> | undefined): ShownProfile | undefined =>
  json as ShownProfile | undefined

export function shownProfile(profile: FileProfile, mostValues = 10): ShownProfile {
  const columns = profile.columns.map(({ sketch: _sketch, valuesComplete: _complete, values, ...rest }) => ({
    ...rest,
    values: values.slice(0, mostValues),
  }))
  return { ...profile, columns }
}
