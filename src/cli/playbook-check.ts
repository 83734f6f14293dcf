import { parsePlaybook } from '../app/playbooks/parse-playbook.ts'
import { problemLine } from '../app/playbooks/problem.ts'
import { type Command, type Surroundings, UsageError } from './command.ts'
import { exitCodes } from './exit-codes.ts'

/** Checks a playbook file without a database, as an editor or a build would. */
export const playbookCheck: Command = {
  name: 'playbook check',
  summary: 'Check a playbook file and report every mistake with its line and column.',
  usage: 'FILE',
  help: 'FILE is a playbook in YAML; - reads it from standard input. Ends with 1 where it cannot be used.',
  run: async (args, around) => check(fileIn(args), around),
}

function fileIn(args: readonly string[]): string {
  const [file, ...more] = args
  if (file === undefined || more.length > 0 || (file.startsWith('-') && file !== '-'))
    throw new UsageError('Expected one file: ./throughline playbook check playbooks/standard.yaml')
  return file
}

function check(file: string, { out, err, readFile }: Surroundings): number {
  const parsed = parsePlaybook(read(file, readFile))
  const problems = parsed.ok ? parsed.warnings : parsed.problems
  const shown = file === '-' ? 'standard input' : file
  for (const problem of problems) (problem.severity === 'error' ? err : out)(problemLine(shown, problem))
  const errors = problems.filter((problem) => problem.severity === 'error').length
  const warnings = counted(problems.length - errors, 'warning')
  if (!parsed.ok) {
    err(`${shown} cannot be used: ${counted(errors, 'error')}, ${warnings}.`)
    return exitCodes.refused
  }
  const { playbook } = parsed
  const parts = [
    counted(playbook.tiers.length, 'tier'),
    counted(playbook.requirements.length, 'requirement'),
    counted(playbook.steps.length, 'step'),
  ]
  out(`${shown} can be used: ${parts.join(', ')}; ${warnings}.`)
  return exitCodes.done
}

function read(file: string, readFile: Surroundings['readFile']): string {
  try {
    return readFile(file)
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
