import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** The scripts of the built web app, and how they ask for each other. */
export type BuiltScripts = {
  names: readonly string[]
  /** What the page itself names. */
  entry: readonly string[]
  /** These and everything they import at once. */
  closure: (names: Iterable<string>) => Set<string>
  /** Those that some script fetches on demand. */
  onDemand: ReadonlySet<string>
  /** Compressed, in bytes. */
  weight: (names: Iterable<string>) => number
}

const atOnce = /(?:from|import)\s*["'`]\.\/([\w-]+\.js)["'`]/g
const later = /import\(\s*["'`]\.\/([\w-]+\.js)["'`]/g

export function builtScripts(web: string): BuiltScripts {
  const names = readdirSync(join(web, 'assets')).filter((name) => name.endsWith('.js'))
  const files = new Map(names.map((name) => [name, readFileSync(join(web, 'assets', name))]))
  const named = (name: string, how: RegExp): string[] =>
    [...String(files.get(name)).matchAll(how)].map(([, other = '']) => other)
  const page = readFileSync(join(web, 'index.html'), 'utf8')
  return {
    names,
    entry: [...page.matchAll(/assets\/([\w-]+\.js)/g)].map(([, name = '']) => name),
    closure: (first) => {
      const all = new Set<string>()
      const open = [...first]
      for (let name = open.pop(); name !== undefined; name = open.pop()) {
        if (all.has(name)) continue
        all.add(name)
        open.push(...named(name, atOnce))
      }
      return all
    },
    onDemand: new Set(names.flatMap((name) => named(name, later))),
    weight: (some) => [...some].reduce((sum, name) => sum + gzipSync(files.get(name) ?? '').length, 0),
  }
}
