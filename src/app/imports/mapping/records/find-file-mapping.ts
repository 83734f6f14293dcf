import type { FileMapping, ImportMapping } from '../../../../contract/import-mapping.ts'

/** Name of the file of rows set aside from another. */
export function problemsFileName(file: string): string {
  return `${withoutExtension(file)}-problems.csv`
}

/**
 * The part of a mapping that is for a file: by its name, or, for a mended file of set-aside rows (also one that a
 * browser renamed to `deals-problems (1).csv`), by the name of the file they come from.
 */
export function findFileMapping(mapping: ImportMapping, file: string): FileMapping | null {
  const exact = mapping.files.find((entry) => entry.file === file)
  if (exact) return exact
  const name = plainName(file)
  const named = mapping.files.find((entry) => plainName(entry.file) === name)
  if (named) return named
  const original = name.replace(/-problems$/, '')
  return original === name
    ? null
    : (mapping.files.find((entry) => plainName(entry.file) === original) ?? null)
}

function withoutExtension(file: string): string {
  return file.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '')
}

function plainName(file: string): string {
  return withoutExtension(file)
    .replace(/\s*\(\d+\)$/, '')
    .toLowerCase()
}
