import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A file as somebody picks it; where the fixture says MARK, this stands. */
export function fixture(name: string, mark: string): { name: string; mimeType: string; buffer: Buffer } {
  const text = readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8').replaceAll('MARK', mark)
  return { name, mimeType: 'text/csv', buffer: Buffer.from(text) }
}
