import { UnreadableFile } from './import-file.ts'
import { columnLimit } from './raw-row.ts'

const inherited = new Set(Object.getOwnPropertyNames(Object.prototype))

/**
 * Names for the columns of a header row: empty ones get their number, the second of two equal ones a `(2)`, and
 * one that is named like a property of every object a `(2)` as well, so that a row is always a plain record.
 */
export function nameColumns(file: string, header: readonly string[]): string[] {
  if (header.length > columnLimit) {
    throw new UnreadableFile(
      file,
      'too_many_columns',
      `has ${header.length} columns; at most ${columnLimit} are read`,
    )
  }
  const taken = new Set<string>()
  return header.map((cell, i) => {
    const name = cell.trim().replaceAll('\u0000', '␀').toWellFormed() || `Column ${i + 1}`
    if (name === '__proto__') {
      throw new UnreadableFile(
        file,
        'bad_header',
        `column ${i + 1} is named "__proto__", which is refused; rename it`,
      )
    }
    const unique = freeName(name, taken)
    taken.add(unique)
    return unique
  })
}

/** The name itself, or with the first free number behind it. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name) && !inherited.has(name)) return name
  let n = 2
  while (taken.has(`${name} (${n})`)) n++
  return `${name} (${n})`
}
