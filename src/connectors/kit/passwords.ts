import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { Result } from '../../core/lib/result.ts'
import { no, ok } from '../../core/lib/result.ts'

const derive = promisify(argon2)

type Cost = { memory: number; passes: number; parallelism: number }

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane. */
const cost: Cost = { memory: 19_456, passes: 2, parallelism: 1 }
const saltBytes = 16
const hashBytes = 32

export const shortestPassword = 12
export const longestPassword = 256

/** Whether a password may be chosen. It is taken exactly as typed: nothing is trimmed, folded or cut. */
export function checkPassword(
  password: string,
): Result<string, 'password_too_short' | 'password_too_long' | 'password_malformed'> {
  const length = [...password].length
  if (/[\p{Cc}\p{Cs}]/u.test(password))
    return no('password_malformed', 'expected a password without control characters')
  if (length < shortestPassword)
    return no('password_too_short', `expected at least ${shortestPassword} characters`)
  if (length > longestPassword)
    return no('password_too_long', `expected at most ${longestPassword} characters`)
  return ok(password)
}

/** A password as it is stored: argon2id in the PHC form, which carries its own salt and cost. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes)
  const hash = await derive('argon2id', { ...cost, message: password, nonce: salt, tagLength: hashBytes })
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${bare(salt)}$${bare(hash)}`
}

export type PasswordVerdict = {
  ok: boolean
  /** True where it was right but stored at another cost than today's: store `hashPassword` anew. */
  rehash: boolean
}

/**
 * Whether a password is the stored one. Where there is no member, or none with a password, pass null: the answer is
 * no after the same time, so that the time does not tell who has an account.
 */
export async function verifyPassword(password: string, stored: string | null): Promise<PasswordVerdict> {
  const { work, expected, mayBeRight } = judging(password, stored)
  const given = await derive('argon2id', work)
  const right = timingSafeEqual(given, expected) && mayBeRight
  const outdated =
    work.memory !== cost.memory || work.passes !== cost.passes || work.parallelism !== cost.parallelism
  return { ok: right, rehash: right && outdated }
}

type Judging = {
  work: Cost & { message: string; nonce: Buffer; tagLength: number }
  expected: Buffer
  mayBeRight: boolean
}

/** What it takes to judge a password: the same work whether or not anything is stored. */
export function judging(password: string, stored: string | null): Judging {
  const known = stored === null ? null : readPhc(stored)
  const { memory, passes, parallelism, salt, hash } = known ?? {
    ...cost,
    salt: Buffer.alloc(saltBytes),
    hash: Buffer.alloc(hashBytes),
  }
  const tooLong = password.length > 4 * longestPassword
  const message = tooLong ? '' : password
  return {
    work: { memory, passes, parallelism, message, nonce: salt, tagLength: hash.length },
    expected: hash,
    mayBeRight: known !== null && !tooLong,
  }
}

function readPhc(stored: string): (Cost & { salt: Buffer; hash: Buffer }) | null {
  const found =
    /^\$argon2id\$v=19\$m=(\d{2,7}),t=(\d{1,2}),p=(\d)\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/.exec(
      stored,
    )
  if (!found) return null
  const [, memory, passes, parallelism, salt = '', hash = ''] = found
  const read = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
  // A stored cost beyond a gibibyte is damage, not a wish.
  if (read.memory > 1_048_576 || read.passes < 1 || read.parallelism < 1) return null
  return { ...read, salt: Buffer.from(salt, 'base64'), hash: Buffer.from(hash, 'base64') }
}

function bare(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}
