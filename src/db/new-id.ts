import { randomFillSync } from 'node:crypto'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const pool = Buffer.alloc(4_096)
let used = pool.length

/** Prefixes of ids, one per kind of record. */
export const idPrefixes = [
  'cal',
  'tem',
  'mem',
  'ses',
  'lnk',
  'key',
  'con',
  'acc',
  'ctc',
  'prd',
  'pbv',
  'del',
  'ask',
  'hnd',
  'stp',
  'tmr',
  'vrd',
  'qst',
  'esc',
  'evt',
  'job',
  'aud',
  'ntf',
  'mal',
  'chg',
  'map',
  'imp',
  'lod',
  'req',
] as const
export type IdPrefix = (typeof idPrefixes)[number]

/** A fresh id such as `hnd_06f3…`: prefix, ten characters of time, sixteen of chance. Later ids sort later, by the millisecond. */
export function newId(prefix: IdPrefix, atMs: number = Date.now()): string {
  let time = ''
  for (let rest = atMs, i = 0; i < 10; i++, rest = Math.floor(rest / 32)) time = alphabet[rest % 32] + time
  let chance = ''
  for (const byte of randomBytes16()) chance += alphabet[byte & 31]
  return `${prefix}_${time}${chance}`
}

/** `wsp_` and eight characters: short, because it stands in every key of every row. */
export function newWorkspaceId(): string {
  let id = 'wsp_'
  for (const byte of randomBytes16().subarray(0, 8)) id += alphabet[byte & 31]
  return id
}

function randomBytes16(): Buffer {
  if (used + 16 > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += 16
  return pool.subarray(used - 16, used)
}
