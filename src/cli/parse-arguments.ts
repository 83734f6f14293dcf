import { UsageError } from './command.ts'

/** A command line taken apart: words up to the first flag, and what each flag was given, in order. */
export type Arguments = { words: string[]; flags: Map<string, string[]> }

/** Flags that stand alone; every other one takes the next word. */
const bare = ['help', 'json-output', 'version']

/** Takes `--name value`, `--name=value` and bare flags apart. `--` ends the flags. */
export function parseArguments(args: readonly string[]): Arguments {
  const words: string[] = []
  const flags = new Map<string, string[]>()
  const rest = [...args]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      words.push(...rest)
      break
    }
    if (word === '-h') word = '--help'
    const found = /^--([a-z][a-z0-9-]*)(?:=([\s\S]*))?$/.exec(word)
    if (!found) {
      if (word.startsWith('--')) throw new UsageError(`"${word}" is no flag; expected one such as --version.`)
      words.push(word)
      continue
    }
    const [, name = '', attached] = found
    const value = attached ?? (bare.includes(name) && !takesValue(name, rest[0]) ? 'true' : rest.shift())
    if (value === undefined) throw new UsageError(`--${name} needs a value.`)
    flags.set(name, [...(flags.get(name) ?? []), value])
  }
  return { words, flags }
}

/** `--version` alone asks for ours; `--version 3` is the version of a record. */
function takesValue(name: string, next: string | undefined): boolean {
  return name === 'version' && next !== undefined && /^\d+$/.test(next)
}

/** Takes one flag out of a command line; undefined where it is absent. */
export function takeFlag({ flags }: Arguments, name: string): string | undefined {
  const values = flags.get(name)
  flags.delete(name)
  if (values && values.length > 1) throw new UsageError(`--${name} may be given once.`)
  return values?.[0]
}
