import type { Command } from './command.ts'
import { dbCommands } from './db.ts'
import { importCommand } from './import.ts'
import { importProblems } from './import-problems.ts'
import { playbookCheck } from './playbook-check.ts'

/** Commands that are not operations; each stands in `src/cli/<command>.ts`. One named like an operation goes before it. */
export const commands: readonly Command[] = [...dbCommands, importCommand, importProblems, playbookCheck]
