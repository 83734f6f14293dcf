import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { checkoutDir } from '../checkout.ts'
import { readEnv, toConfig, toSecrets } from '../config.ts'
import { createRuntime } from '../create-runtime.ts'
import type { Surroundings } from './command.ts'
import { runCli } from './run-cli.ts'

const around: Surroundings = {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  env: process.env,
  columns: process.stdout.isTTY ? process.stdout.columns : null,
  readFile: (path) => readFileSync(path === '-' ? 0 : path, 'utf8'),
  ...(process.stdin.isTTY && process.stderr.isTTY ? { ask } : {}),
  openRuntime() {
    const env = readEnv()
    // The answer is on standard output; what the machinery has to say goes beside it, and only when it matters.
    const say = (fields: object, message: string): void => around.err(`${message} ${JSON.stringify(fields)}`)
    const log = { info: () => undefined, warn: say, error: say }
    return createRuntime({
      config: toConfig(env),
      secrets: toSecrets(env),
      log,
      checkout: checkoutDir,
      env: process.env,
    })
  },
}

async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await terminal.question(question)
  } finally {
    terminal.close()
  }
}

process.exitCode = await runCli(process.argv.slice(2), around)
