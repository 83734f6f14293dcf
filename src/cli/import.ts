import { readMappingText } from '../app/imports/mapping/check/read-mapping.ts'
import { runImportHere } from '../app/imports/run-here.ts'
import { storeUpload } from '../app/imports/store-upload.ts'
import type { ImportMapping } from '../contract/import-mapping.ts'
import type { Output } from '../contract/operations.ts'
import { type Command, type Surroundings, UsageError } from './command.ts'
import { exitCodes } from './exit-codes.ts'
import { type Door, newRequestId, openDoor } from './import-door.ts'
import { bytesOf, type LocalFile, localFiles } from './import-files.ts'
import { askSuggestions } from './import-suggestions.ts'
import { count, planLines, progressLine, resultLines } from './import-words.ts'

/** Brings deals in from files: the same operations as the screen, in one go. */
export const importCommand: Command = {
  name: 'import',
  summary: 'Bring in deals, accounts, people and products from files or a folder of them.',
  usage:
    'PATH… [--mapping FILE] [--source NAME] [--history|--live] [--shift-dates] [--dry-run] [--yes] [--json]',
  help: [
    'PATH is a CSV or JSON file, or a folder of them.',
    '  --history      past deals: no handoffs, no clocks, no messages (the default)',
    '  --live         open handoffs for what is won; asks first, or needs --yes',
    '  --mapping FILE how columns become records, as JSON: what --dry-run --json prints, edited or as it is',
    '  --source NAME  the connection whose deals these are, so that its events go on with them',
    '  --shift-dates  move all dates so that the newest is today, for trials and demos',
    '  --dry-run      show what would happen and write nothing',
    '  --yes          start without asking, also about names that are known in another spelling',
    '  --json         print the result as JSON',
    '  --as EMAIL, --workspace NAME   who acts, and where; else the first admin',
    'Ends with 0 when done, 1 when refused or stopped, 2 when something given does not fit.',
  ].join('\n'),
  run: async (args, around) => {
    const wanted = readArguments(args, around)
    const files = localFiles(wanted.paths)
    const mapping = wanted.mapping === null ? null : readMappingFile(wanted.mapping, around)
    await using opened = await around.openRuntime()
    return await importFiles(await openDoor(opened.runtime, wanted), { wanted, files, mapping, around })
  },
}

type Wanted = {
  paths: string[]
  mapping: string | null
  source: string | null
  as: string | null
  workspace: string | null
  mode: 'history' | 'live'
  shiftDates: boolean
  dryRun: boolean
  yes: boolean
  json: boolean
}

const bare = ['--history', '--live', '--shift-dates', '--dry-run', '--yes', '--json']
const valued = ['--mapping', '--source', '--as', '--workspace']

function readArguments(args: readonly string[], around: Surroundings): Wanted {
  const paths: string[] = []
  const given = new Set<string>()
  const values = new Map<string, string>()
  const rest = args.flatMap((word) =>
    /^--[a-z-]+=/.test(word) ? [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)] : [word],
  )
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (bare.includes(word)) given.add(word)
    else if (valued.includes(word)) {
      const value = rest.shift()
      if (value === undefined) throw new UsageError(`${word} needs a value.`)
      values.set(word, value)
    } else if (word.startsWith('--'))
      throw new UsageError(`import has no ${word}; expected ${[...bare, ...valued].join(', ')}.`)
    else paths.push(word)
  }
  if (paths.length === 0)
    throw new UsageError(`Expected a file or folder: ./throughline import ${importCommand.usage}`)
  if (given.has('--history') && given.has('--live')) throw new UsageError('Say either --history or --live.')
  return {
    paths,
    mapping: values.get('--mapping') ?? null,
    source: values.get('--source') ?? null,
    as: values.get('--as') ?? around.env['THROUGHLINE_AS'] ?? null,
    workspace: values.get('--workspace') ?? null,
    mode: given.has('--live') ? 'live' : 'history',
    shiftDates: given.has('--shift-dates'),
    dryRun: given.has('--dry-run'),
    yes: given.has('--yes'),
    json: given.has('--json'),
  }
}

function readMappingFile(path: string, { readFile }: Surroundings): ImportMapping {
  let text: string
  try {
    text = readFile(path)
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
  const read = readMappingText(text)
  if (!read.ok) throw new UsageError(`${path}: ${read.reason}`)
  return read.value
}

type Work = {
  wanted: Wanted
  files: readonly LocalFile[]
  mapping: ImportMapping | null
  around: Surroundings
}

async function importFiles(door: Door, work: Work): Promise<number> {
  const { wanted, around } = work
  const say = wanted.json ? around.err : around.out
  const planned = await settle(door, work, await planFiles(door, work))
  for (const line of planLines(planned.plan)) say(line)
  if (wanted.mode === 'live' && !wanted.dryRun && !wanted.yes && !around.ask) {
    await door.call('import.cancel', { id: planned.id })
    throw new UsageError(
      'A live import opens handoffs and sends messages; nobody is there to ask, so say --yes.',
    )
  }
  const why = whyNot(planned) ?? ((await agreed(planned, work)) ? null : 'Nothing was imported.')
  if (why !== null || wanted.dryRun) {
    await door.call('import.cancel', { id: planned.id })
    if (wanted.json) around.out(JSON.stringify(planned, null, 2))
    if (why) around.err(why)
    return why ? exitCodes.refused : exitCodes.done
  }
  const shown = await runToEnd(door, planned, around)
  for (const line of resultLines(shown)) say(line)
  if (wanted.json) around.out(JSON.stringify(shown, null, 2))
  return shown.status === 'done' ? exitCodes.done : exitCodes.refused
}

async function planFiles(door: Door, { wanted, files, mapping }: Work): Promise<Output<'import.plan'>> {
  const { id } = await door.call('import.create', { files: files.map(({ name, size }) => ({ name, size })) })
  for (const [i, file] of files.entries()) {
    if (file.size === 0) continue
    const place = { workspaceId: door.workspaceId, actor: door.actor, requestId: newRequestId() }
    await storeUpload(door.runtime, {
      ...place,
      id,
      number: i + 1,
      from: 0,
      length: file.size,
      bytes: bytesOf(file),
    })
  }
  const { version } = await door.call('import.show', { id })
  const { mode, shiftDates } = wanted
  const planned = await door.call('import.plan', {
    id,
    version,
    mode,
    shiftDates,
    ...(mapping && { mapping }),
  })
  if (wanted.source === null) return planned
  const named = { ...planned.plan.mapping, source: wanted.source }
  return door.call('import.plan', { id, version: planned.version, mapping: named })
}

/** Asks about what would rather be read differently, where somebody is there, and plans again as they say. */
async function settle(
  door: Door,
  { wanted, around }: Work,
  planned: Output<'import.plan'>,
): Promise<Output<'import.plan'>> {
  if (!around.ask || wanted.dryRun || wanted.yes || wanted.json) return planned
  const mapping = await askSuggestions(planned.plan, around.ask)
  return mapping ? door.call('import.plan', { id: planned.id, version: planned.version, mapping }) : planned
}

function whyNot({ plan }: Output<'import.plan'>): string | null {
  if (plan.problems.some((problem) => problem.severity === 'error'))
    return 'Nothing was imported; mend what is an error above, or say how with --mapping FILE.'
  return null
}

/** A live import sets things off that cannot be taken back, so somebody must say yes. */
async function agreed({ plan }: Output<'import.plan'>, { wanted, around }: Work): Promise<boolean> {
  if (wanted.dryRun || wanted.mode === 'history' || wanted.yes || !around.ask) return true
  const { handoffs = 0, messages = 0 } = plan.consequences ?? {}
  const asked = `Open ${count(handoffs, 'handoff')} and send ${count(messages, 'message')}? [y/N] `
  return /^y(es)?$/i.test((await around.ask(asked)).trim())
}

const lookAgainMs = 1_000

async function runToEnd(
  door: Door,
  planned: Output<'import.plan'>,
  around: Surroundings,
): Promise<Output<'import.show'>> {
  const { id, version, plan } = planned
  const confirm = plan.consequences ? { confirmHandoffs: plan.consequences.handoffs } : {}
  await door.call('import.start', { id, version, ...confirm })
  const running = runImportHere(door.runtime, { workspaceId: door.workspaceId, importId: id })
  let over = false
  let settled = false
  let failure: unknown = null
  void running.then(
    (ours) => {
      // A worker that was faster goes on with it; then its end is waited for.
      over = ours
      settled = true
    },
    (error: unknown) => {
      over = true
      failure = error
    },
  )
  let told = ''
  for (;;) {
    const shown = await door.call('import.show', { id })
    if (shown.status !== 'running' || over) {
      await running.catch(() => undefined)
      if (failure !== null)
        around.err(`The import stopped: ${failure instanceof Error ? failure.message : String(failure)}`)
      return door.call('import.show', { id })
    }
    const line = progressLine(shown)
    if (line !== told && shown.progress.phase !== 'waiting') around.err(line)
    told = line
    const pause = new Promise((resolve) => setTimeout(resolve, lookAgainMs))
    await (settled ? pause : Promise.race([pause, running.catch(() => undefined)]))
  }
}
