import { ConfigError } from '../config.ts'
import { closest } from '../core/lib/closest.ts'
import { explainFailure } from '../explain-failure.ts'
import { chooseCaller } from './caller.ts'
import { type Command, type Surroundings, UsageError } from './command.ts'
import { commands } from './commands.ts'
import { exitCodes } from './exit-codes.ts'
import { operationHelp, overview } from './help.ts'
import { operationInput } from './operation-input.ts'
import { findOperation, notHere, operationNames, operationOf, wordsOf } from './operations.ts'
import { parseArguments, takeFlag } from './parse-arguments.ts'
import { Refusal } from './refusal.ts'
import { showAnswer } from './show-answer.ts'

/** The command line as a function: what was typed in, an exit code out. */
export async function runCli(args: readonly string[], around: Surroundings): Promise<number> {
  try {
    return await dispatch(args, around)
  } catch (error) {
    const refusal = Refusal.of(error)
    if (!refusal) {
      const words = explainFailure(error)
      around.err(words ?? (error instanceof Error ? (error.stack ?? error.message) : String(error)))
      if (error instanceof ConfigError) return exitCodes.usage
      return words === null ? exitCodes.internal : exitCodes.unavailable
    }
    around.err(refusal.message)
    for (const field of refusal.fields.slice(1)) around.err(`  ${field.path}: ${field.message}`)
    return refusal.exitCode
  }
}

async function dispatch(args: readonly string[], around: Surroundings): Promise<number> {
  const command = findCommand(args)
  if (command) return runCommand(command, args.slice(command.name.split(' ').length), around)
  const parsed = parseArguments(args)
  const wantsHelp = parsed.flags.has('help')
  const [noun, verb, ...others] = parsed.words
  if (noun === undefined) {
    around.out(overview())
    return args.length === 0 && !wantsHelp ? exitCodes.usage : exitCodes.done
  }
  if (!isNoun(noun)) throw unknown(noun)
  if (verb === undefined) {
    around.out(overview(noun))
    return wantsHelp ? exitCodes.done : exitCodes.usage
  }
  const name = findOperation(parsed.words)
  if (!name) throw unknown(`${noun} ${verb}`)
  if (wantsHelp) {
    around.out(operationHelp(name))
    return exitCodes.done
  }
  const away = notHere(name)
  if (away) throw new UsageError(away)
  if (others.length > 0) throw new UsageError(`"${others[0]}" belongs to no flag; expected --field value.`)
  const asJson = takeFlag(parsed, 'json-output') === 'true'
  const call = chooseCaller(parsed, around)
  const answer = await call(name, operationInput(operationOf(name), parsed, around.readFile))
  around.out(asJson ? JSON.stringify(answer, null, 2) : showAnswer(answer, around.columns))
  return exitCodes.done
}

/** The command whose name the arguments begin with, the longest where several do; `import list` is the operation. */
function findCommand(args: readonly string[]): Command | undefined {
  const found = commands
    .filter(({ name }) => name.split(' ').every((word, i) => args[i] === word))
    .toSorted((a, b) => b.name.length - a.name.length)[0]
  return found && !found.name.includes(' ') && findOperation([...args]) ? undefined : found
}

async function runCommand(command: Command, args: readonly string[], around: Surroundings): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    around.out(
      `./throughline ${command.name} ${command.usage}\n\n${command.summary}${command.help ? `\n\n${command.help}` : ''}`,
    )
    return exitCodes.done
  }
  return command.run(args, around)
}

function isNoun(word: string): boolean {
  return [...operationNames.map(wordsOf), ...commands.map((it) => it.name)].some(
    (it) => it.split(' ')[0] === word,
  )
}

function unknown(words: string): UsageError {
  const known = [...operationNames.map(wordsOf), ...commands.map((it) => it.name)]
  const near = closest(
    words,
    words.includes(' ') ? known : new Set(known.map((it) => it.split(' ')[0] ?? '')),
  )
  return new UsageError(
    `There is no command "${words}".${near ? ` Did you mean "${near}"?` : ''} ./throughline --help lists all.`,
  )
}
