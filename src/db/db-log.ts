import type { Logger } from 'pino'

/** What the database's own work reports to: a pino logger, or anything with its three methods. */
export type DbLog = Pick<Logger, 'info' | 'warn' | 'error'>
