import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import type { Result } from '../../core/lib/result.ts'
import { no, ok } from '../../core/lib/result.ts'

/** Where a sealed value lives. It opens nowhere else. */
export type SealPlace = { workspaceId: string; table: string; row: string; column: string }

/** The master keys: the first seals, all of them open. */
export type Keyring = { readonly current: string; readonly keys: ReadonlyMap<string, Uint8Array> }

export const unsealRefusals = ['not_sealed', 'key_unknown', 'not_authentic'] as const
export type UnsealRefusal = (typeof unsealRefusals)[number]

/** A master key as an operator writes it: 32 random bytes in base64 or hexadecimal. */
export function readMasterKey(text: string): Result<Uint8Array, 'key_malformed'> {
  const written = text.trim()
  const hex = /^[0-9a-f]{64}$/i.test(written)
  const key =
    hex || /^[A-Za-z0-9+/]{43}=$/.test(written) ? Buffer.from(written, hex ? 'hex' : 'base64') : null
  if (key?.length !== 32)
    return no('key_malformed', 'expected a master key of 32 bytes in base64 or hexadecimal')
  if (new Set(key).size < 8) return no('key_malformed', 'expected a master key of random bytes')
  return ok(key)
}

/** A new master key in the form `readMasterKey` takes. */
export function newMasterKey(): string {
  return randomBytes(32).toString('base64')
}

/** Keys newest first. Each is known by a digest of itself, so that a wrong key is named instead of tried. */
export function createKeyring(keys: readonly Uint8Array[]): Keyring {
  const known = new Map(keys.map((key) => [keyId(key), key]))
  const [first] = known.keys()
  if (first === undefined || keys.some((key) => key.length !== 32))
    throw new Error('expected master keys of 32 bytes')
  return { current: first, keys: known }
}

function keyId(key: Uint8Array): string {
  return createHash('sha256').update('throughline key id').update(key).digest('hex').slice(0, 12)
}

/** Seals a secret for one place in the database: AES-256-GCM under a key of the workspace derived from the master key. */
export function seal(keyring: Keyring, secret: string, place: SealPlace): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', workspaceKey(keyring, keyring.current, place.workspaceId), iv)
  cipher.setAAD(placeBytes(keyring.current, place))
  const sealed = Buffer.concat([iv, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return `s1.${keyring.current}.${sealed.toString('base64url')}`
}

/** Opens a sealed secret; refused where it was changed, or moved to another row, column or workspace. */
export function unseal(keyring: Keyring, sealed: string, place: SealPlace): Result<string, UnsealRefusal> {
  const [, id = '', content = ''] = /^s1\.([0-9a-f]{12})\.([A-Za-z0-9_-]{38,})$/.exec(sealed) ?? []
  const bytes = Buffer.from(content, 'base64url')
  if (bytes.toString('base64url') !== content || content === '')
    return no('not_sealed', 'expected a value sealed by this product')
  if (!keyring.keys.has(id))
    return no(
      'key_unknown',
      `this value was sealed with the master key ${id}, which is not among the keys given`,
    )
  try {
    const decipher = createDecipheriv(
      'aes-256-gcm',
      workspaceKey(keyring, id, place.workspaceId),
      bytes.subarray(0, 12),
    )
    decipher.setAAD(placeBytes(id, place))
    decipher.setAuthTag(bytes.subarray(-16))
    return ok(decipher.update(bytes.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8'))
  } catch {
    return no('not_authentic', 'this value was changed, or belongs to another place')
  }
}

/** Whether a value should be sealed anew because a newer master key is in force. */
export function needsReseal(keyring: Keyring, sealed: string): boolean {
  return !sealed.startsWith(`s1.${keyring.current}.`)
}

/** The keyring as verbs see it: a place is written `workspace|table|row|column`; what does not open throws. */
export function createSealer(keyring: Keyring) {
  return {
    seal: (text: string, place: string): string => seal(keyring, text, readPlace(place)),
    unseal: (sealed: string, place: string): string => {
      const opened = unseal(keyring, sealed, readPlace(place))
      if (!opened.ok) throw new Error(`cannot open ${place}: ${opened.reason}`)
      return opened.value
    },
  }
}

function readPlace(text: string): SealPlace {
  const [workspaceId = '', table = '', row = '', column = '', more] = text.split('|')
  if (more !== undefined) throw new Error('expected a place of the form workspace|table|row|column')
  return { workspaceId, table, row, column }
}

function workspaceKey(keyring: Keyring, id: string, workspaceId: string): Uint8Array {
  const master = keyring.keys.get(id)
  if (!master) throw new Error('unknown master key')
  return new Uint8Array(hkdfSync('sha256', master, workspaceId, 'throughline sealing key', 32))
}

function placeBytes(id: string, place: SealPlace): Buffer {
  const parts = ['s1', id, place.workspaceId, place.table, place.row, place.column]
  if (parts.some((part) => part === '' || part.includes('|')))
    throw new Error('expected names without | for a sealed value')
  return Buffer.from(parts.join('|'))
}
