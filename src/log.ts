import { pino } from 'pino'
import type { Log } from './app/context.ts'

/** One JSON line per entry on standard output; secrets and personal fields are cut by name. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: undefined,
    redact: {
      paths: ['password', 'token', 'secret', 'authorization', 'cookie', '*.password', '*.token', '*.secret'],
      censor: '[cut]',
    },
  })
}
