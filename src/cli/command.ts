import type { OpenRuntime } from '../create-runtime.ts'

/** Where a command writes, what it is told by the environment, and how it gets at the database. */
export type Surroundings = {
  out(line: string): void
  err(line: string): void
  env: Readonly<Record<string, string | undefined>>
  /** Width of the terminal, or null where the output goes elsewhere. */
  columns: number | null
  readFile(path: string): string
  /** Asks whoever sits at the terminal; absent where nobody does. */
  ask?(question: string): Promise<string>
  openRuntime(): Promise<OpenRuntime>
}

/** A command that is no operation: it works on the machine itself, as `db migrate` does. */
export type Command = {
  /** The words that call it: `db migrate`. */
  name: string
  summary: string
  /** What may follow the name: `FILE [--dry-run]`. */
  usage: string
  /** More lines for `--help`. */
  help?: string
  /** Runs with what follows the name; answers with an exit code. */
  run(args: readonly string[], around: Surroundings): Promise<number>
}

/** A mistake of whoever typed; shown without a stack. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}
