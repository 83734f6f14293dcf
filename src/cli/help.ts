import { alternatives, type JsonSchema, jsonSchemaOf } from '../contract/operation-schema.ts'
import type { OperationName } from '../contract/routes.ts'
import { commands } from './commands.ts'
import { flagOf, ownFlags } from './operation-input.ts'
import { notHere, operationNames, operationOf, wordsOf } from './operations.ts'

const whoActs = `Acting on this machine:   --as EMAIL [--workspace SLUG]       (or THROUGHLINE_AS)
Acting on a server:       --url https://… --key tlk_…          (or THROUGHLINE_URL, THROUGHLINE_API_KEY)
Input:                    --field value …   lists: the flag again   @file: the file's text
                          --json '{…}' or --json @file.json for the whole or what is nested
Output:                   a table for people, or --json-output for programs`

/** Every command, one line each; with a noun, only its own. */
export function overview(noun?: string): string {
  const lines = [
    ...commands.map((it) => ({ words: it.name, usage: it.usage, summary: it.summary })),
    ...operationNames
      .filter((name) => notHere(name) === null && !commands.some((it) => it.name === wordsOf(name)))
      .map((name) => ({ words: wordsOf(name), usage: '', summary: operationOf(name).summary })),
  ].filter((line) => noun === undefined || line.words.split(' ')[0] === noun)
  const width = Math.max(0, ...lines.map((line) => line.words.length))
  const shown = lines.map((line) => `  ${line.words.padEnd(width)}  ${line.summary}`)
  return `Usage: ./throughline NOUN VERB [--field value …]\n\n${shown.join('\n')}\n\n${whoActs}\n\n./throughline NOUN VERB --help shows what a command takes.`
}

/** What one operation takes, flag by flag. */
export function operationHelp(name: OperationName): string {
  const operation = operationOf(name)
  const schema = jsonSchemaOf(operation.input, 'input')
  const required = new Set(schema.required ?? [])
  const rows = Object.entries(schema.properties ?? {}).map(([field, shape]) => {
    const mark = required.has(field) ? '' : '  (may be left out)'
    const flag = `--${flagOf(field)}`
    if (!ownFlags.includes(flagOf(field))) return { flag, text: `${kindOf(shape)}${mark}` }
    return { flag: '--json', text: `{"${field}": ${kindOf(shape)}}${mark}` }
  })
  const width = Math.max(0, ...rows.map((row) => row.flag.length))
  const flags = rows.map((row) => `  ${row.flag.padEnd(width)}  ${row.text}`)
  const away = notHere(name)
  return [
    `./throughline ${wordsOf(name)}`,
    '',
    operation.summary,
    `Permission: ${operation.permission}`,
    '',
    ...(away ? [away] : flags.length > 0 ? flags : ['  It takes nothing.']),
    '',
    whoActs,
  ].join('\n')
}

function kindOf(schema: JsonSchema): string {
  const kinds = alternatives(schema).map((it) => {
    if (it.enum) return it.enum.map(String).join('|')
    if (it.const !== undefined) return String(it.const)
    if (it.type === 'array') return `${kindOf(it.items ?? {})} …`
    if (it.type === 'object') return 'JSON'
    const prefix = it.pattern && /^\^([a-z]{3})_\[/.exec(it.pattern)?.[1]
    if (prefix) return `${prefix}_…`
    if (it.format === 'date-time') return 'instant such as 2026-11-20T10:00:00Z'
    if (it.format === 'date') return 'day such as 2026-11-20'
    return it.type === 'string' ? 'text' : String(it.type ?? 'text')
  })
  return [...new Set(kinds)].join(' or ')
}
