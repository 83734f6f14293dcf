import { ConfigError } from './config.ts'

type Failure = Error & {
  code?: unknown
  syscall?: unknown
  path?: unknown
  address?: unknown
  port?: unknown
  hostname?: unknown
  severity?: unknown
}

/**
 * What went wrong, in words for whoever starts a program and with what to do about it; NULL for what nobody foresaw,
 * where the stack says more.
 */
export function explainFailure(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  if (error instanceof ConfigError) return error.message
  const failure: Failure = error
  if (typeof failure.code !== 'string') return error.constructor === Error ? error.message : null
  if (failure.syscall === 'listen') return whyNotListening(failure, failure.code)
  if (failure.severity !== undefined) return ofPostgres(failure, failure.code)
  if (failure.syscall === 'getaddrinfo')
    return `There is no machine called "${String(failure.hostname)}". Look at HOST and DATABASE_URL.`
  return failure.code in unreachable ? ofConnection(failure, failure.code) : ofFile(failure, failure.code)
}

function whyNotListening({ address, port, message }: Failure, code: string): string {
  const place = `${String(address)}:${String(port)}`
  if (code === 'EADDRINUSE')
    return `${place} is in use, perhaps by another Throughline. Stop that one, or set PORT to another number.`
  if (code === 'EADDRNOTAVAIL')
    return `This machine has no address ${String(address)}. Set HOST to one it has, or to 0.0.0.0 for all.`
  if (code === 'EACCES') return `This account may not serve at ${place}. Set PORT to 1024 or more.`
  return message
}

const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ETIMEDOUT: 'no answer came',
  EHOSTUNREACH: 'there is no way to that machine',
  ENETUNREACH: 'there is no way to that network',
  ECONNRESET: 'the connection was cut',
}

function ofConnection({ address, port }: Failure, code: string): string {
  const place = address === undefined ? 'The database' : `The database at ${String(address)}:${String(port)}`
  return `${place} cannot be reached: ${unreachable[code]}. Is it running, and is DATABASE_URL right?`
}

/** By the class or code of the error, https://www.postgresql.org/docs/15/errcodes-appendix.html. */
const remedies: Readonly<Record<string, string>> = {
  '28P01': ' Look at the password; ./throughline db prepare shows one only where it was made just then.',
  '28000': ' Look at the login, and at pg_hba.conf of that server.',
  '3D000': ' ./throughline db prepare makes it.',
  '42P01': ' Bring the schema up to date with ./throughline db migrate.',
  '42501': ' Is this the login that ./throughline db prepare printed for this setting?',
  '53300': ' Each process of Throughline takes about 30 connections.',
}

function ofPostgres({ message }: Failure, code: string): string | null {
  const known = code in remedies || code.startsWith('57P') || code === '53100'
  return known ? `The database says: ${message}.${remedies[code] ?? ''}` : null
}

const fileTroubles: Readonly<Record<string, string>> = {
  EACCES: 'this account may not use it',
  EPERM: 'this account may not use it',
  ENOENT: 'it is not there',
  ENOTDIR: 'a part of this path is no directory',
  EISDIR: 'it is a directory',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
}

function ofFile({ path }: Failure, code: string): string | null {
  const trouble = fileTroubles[code]
  return trouble && typeof path === 'string' ? `${path}: ${trouble}.` : null
}
