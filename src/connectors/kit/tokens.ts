import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** What a token is for; it stands at its start, so that a leaked one can be recognised. */
export const tokenKinds = {
  session: 'tls',
  api_key: 'tlk',
  sign_in_link: 'tll',
  invitation: 'tli',
  contribution_link: 'tlc',
  first_admin: 'tla',
} as const
export type TokenKind = keyof typeof tokenKinds

export type NewToken = {
  /** Shown once, never stored. */
  token: string
  /** SHA-256 of the whole token: what is stored and looked up. */
  hash: Buffer
  /** The last characters, to tell keys apart in a list. */
  hint: string
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const form = /^([a-z]{3})_(wsp_[0-9a-z]{8})_([0-9a-hjkmnp-tv-z]{32})$/

/** A token of 160 random bits that names its workspace: `tlk_wsp_1a2b3c4d_…`. */
export function newToken(kind: TokenKind, workspaceId: string): NewToken {
  const random = [...randomBytes(32)].map((byte) => alphabet[byte & 31]).join('')
  const token = `${tokenKinds[kind]}_${workspaceId}_${random}`
  if (!form.test(token)) throw new Error('expected a workspace id of the form wsp_ and eight characters')
  return { token, hash: hashToken(token), hint: `…${random.slice(-4)}` }
}

/** What a presented token says of itself; null where it is not a token of this kind at all. Nothing is proven yet. */
export function readToken(kind: TokenKind, presented: unknown): { workspaceId: string; hash: Buffer } | null {
  if (typeof presented !== 'string') return null
  const found = form.exec(presented)
  if (found?.[1] !== tokenKinds[kind] || found[2] === undefined) return null
  return { workspaceId: found[2], hash: hashToken(presented) }
}

/** SHA-256 of a token; enough for 160 random bits, where a password would need more. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** Whether two hashes are the same, in constant time. */
export function sameHash(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}
