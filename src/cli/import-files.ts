import { createReadStream, readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { UsageError } from './command.ts'

export type LocalFile = { name: string; size: number; path: string }

const tables = /\.(csv|tsv|txt|json|jsonl|ndjson)$/i

/** The files that paths name; of a folder all its tables. */
export function localFiles(paths: readonly string[]): LocalFile[] {
  const files = paths.flatMap((path) => filesAt(path))
  if (files.length === 0)
    throw new UsageError(`${paths.join(', ')}: there is no table in it; expected CSV or JSON files.`)
  return files
}

function filesAt(path: string): LocalFile[] {
  const found = statOrThrow(path)
  if (!found.isDirectory()) return [{ name: basename(path), size: found.size, path }]
  return readdirSync(path)
    .filter((name) => tables.test(name))
    .sort()
    .flatMap((name) => {
      const inside = statOrThrow(join(path, name))
      return inside.isFile() ? [{ name, size: inside.size, path: join(path, name) }] : []
    })
}

function statOrThrow(path: string) {
  try {
    return statSync(path)
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

export function bytesOf(file: LocalFile): AsyncIterable<Uint8Array> {
  return createReadStream(file.path, { highWaterMark: 262_144 })
}
