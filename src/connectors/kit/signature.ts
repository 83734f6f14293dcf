import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Instant } from '../../core/lib/instant.ts'
import { toMs } from '../../core/lib/instant.ts'
import type { Result } from '../../core/lib/result.ts'
import { no, ok } from '../../core/lib/result.ts'
import type { HmacScheme, SharedSecretScheme, TemplatePart } from './signature-scheme.ts'
import { SignatureScheme, templateParts } from './signature-scheme.ts'

/** What a request must bring to be judged. Header names in lower case; `url` as the sender called it. */
export type SignedRequest = {
  method: string
  url: string
  headers: Readonly<Record<string, string | readonly string[] | undefined>>
  rawBody: Uint8Array
}

/** The secret in force, and the one before it for as long as senders may still use it. */
export type SigningSecrets = { current: string; previous?: { secret: string; until: Instant } | null }

export const signatureRefusals = [
  'scheme_malformed',
  'secret_missing',
  'secret_malformed',
  'header_missing',
  'header_repeated',
  'id_malformed',
  'timestamp_malformed',
  'timestamp_outside_window',
  'signature_malformed',
  'signature_mismatch',
] as const
export type SignatureRefusal = (typeof signatureRefusals)[number]

/** True where the endpoint itself is not fit for use (503), not the sender at fault (401). */
export function isOurFault(code: SignatureRefusal): boolean {
  return code === 'scheme_malformed' || code === 'secret_missing' || code === 'secret_malformed'
}

export type VerifiedRequest = {
  /** The sender's id of this delivery; null where the scheme has none. */
  eventId: string | null
  /** When the sender signed it; null where the scheme has no time. */
  timestamp: Instant | null
}

type Verdict<T> = Result<T, SignatureRefusal>

export type VerifyInput = SignedRequest & { scheme: SignatureScheme; secrets: SigningSecrets; now: Instant }

/**
 * Whether a delivery was really sent by the holder of the secret, over exactly these bytes and within the time window.
 * Only the documented form of a signature counts: no other case, alphabet, padding or space.
 */
export function verifySignature(input: VerifyInput): Verdict<VerifiedRequest> {
  const parsed = SignatureScheme.safeParse(input.scheme)
  if (!parsed.success) return no('scheme_malformed', 'the signature scheme of this endpoint is not complete')
  const scheme = parsed.data
  const keys = acceptedKeys(scheme, input.secrets, input.now)
  if (!keys.ok) return keys
  switch (scheme.kind) {
    case 'standard-webhooks':
      return verifyStandard(input, keys.value)
    case 'hmac':
      return verifyHmac(input, scheme, keys.value)
    case 'static':
      return verifyShared(input, scheme, keys.value)
  }
}

/** The headers a sender adds so that `verifySignature` accepts the delivery. */
export function signatureHeaders(
  scheme: SignatureScheme,
  secret: string,
  request: { method: string; url: string; id: string; at: Instant; rawBody: Uint8Array },
): Result<Record<string, string>, SignatureRefusal> {
  const key = readSecret(scheme, secret)
  if (!key.ok) return key
  if (scheme.kind === 'static')
    return ok({ [scheme.header]: scheme.prefix + secret, ...idOf(scheme, request.id) })
  if (scheme.kind === 'standard-webhooks') {
    const timestamp = String(Math.floor(toMs(request.at) / 1000))
    const signature = digestOf(standardForm, key.value, { ...request, timestamp })
    return ok({
      'webhook-id': request.id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    })
  }
  const timestamp = String(Math.floor(toMs(request.at) / (scheme.tsUnit === 's' ? 1000 : 1)))
  const signature = digestOf(formOf(scheme), key.value, { ...request, timestamp })
  const time = scheme.tsHeader === undefined ? {} : { [scheme.tsHeader]: timestamp }
  return ok({ [scheme.header]: scheme.prefix + signature, ...time, ...idOf(scheme, request.id) })
}

function idOf(scheme: HmacScheme | SharedSecretScheme, id: string): Record<string, string> {
  return scheme.idHeader === undefined ? {} : { [scheme.idHeader]: id }
}

/** Whether a secret can serve a scheme: checked when it is saved, and again before every use. */
export function readSecret(scheme: SignatureScheme, secret: string): Verdict<Uint8Array> {
  if (typeof secret !== 'string' || secret.trim() === '')
    return no('secret_missing', 'this endpoint has no secret yet')
  if (scheme.kind === 'standard-webhooks') {
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
    if (secret !== `whsec_${key.toString('base64')}` || key.length < 24 || key.length > 64)
      return no('secret_malformed', 'expected a secret of the form whsec_ and 24 to 64 bytes in base64')
    return ok(key)
  }
  if (!/^[\x21-\x7e]{16,512}$/.test(secret))
    return no('secret_malformed', 'expected a secret of 16 to 512 visible ASCII characters without spaces')
  return ok(Buffer.from(secret, 'latin1'))
}

function acceptedKeys(scheme: SignatureScheme, secrets: SigningSecrets, now: Instant): Verdict<Uint8Array[]> {
  const current = readSecret(scheme, secrets.current)
  if (!current.ok) return current
  const { previous } = secrets
  if (!previous || toMs(now) >= toMs(previous.until)) return ok([current.value])
  const before = readSecret(scheme, previous.secret)
  return ok(before.ok ? [current.value, before.value] : [current.value])
}

type Form = { algo: 'sha256' | 'sha512'; encoding: 'hex' | 'base64'; parts: TemplatePart[] }
type Signed = { method: string; url: string; rawBody: Uint8Array; id: string; timestamp: string }

const standardForm: Form = {
  algo: 'sha256',
  encoding: 'base64',
  parts: templateParts('{id}.{timestamp}.{body}') ?? [],
}

function formOf(scheme: HmacScheme): Form {
  return { algo: scheme.algo, encoding: scheme.encoding, parts: templateParts(scheme.template) ?? [] }
}

function digestOf(form: Form, key: Uint8Array, signed: Signed): string {
  const hmac = createHmac(form.algo, key)
  for (const part of form.parts) {
    if ('text' in part) hmac.update(part.text)
    else hmac.update(part.value === 'body' ? signed.rawBody : signed[part.value])
  }
  return hmac.digest(form.encoding)
}

const maxSignatures = 10

function verifyStandard(input: VerifyInput, keys: Uint8Array[]): Verdict<VerifiedRequest> {
  const id = readId(input, 'webhook-id')
  if (!id.ok) return id
  const sent = readHeader(input, 'webhook-timestamp')
  if (!sent.ok) return sent
  const given = readHeader(input, 'webhook-signature')
  if (!given.ok) return given
  const timestamp = readTimestamp(sent.value, { unit: 's', toleranceSec: 300, now: input.now })
  if (!timestamp.ok) return timestamp
  const entries = given.value.split(' ')
  const candidates = entries.filter((entry) => /^v1,[A-Za-z0-9+/]{43}=$/.test(entry))
  if (entries.length > maxSignatures || candidates.length === 0)
    return no(
      'signature_malformed',
      'expected webhook-signature to hold v1, and 32 bytes in base64, at most 10 of them',
    )
  const expected = keys.map(
    (key) => `v1,${digestOf(standardForm, key, { ...input, id: id.value, timestamp: sent.value })}`,
  )
  if (!anyEqual(candidates, expected)) return mismatch()
  return ok({ eventId: id.value, timestamp: timestamp.value })
}

function verifyHmac(input: VerifyInput, scheme: HmacScheme, keys: Uint8Array[]): Verdict<VerifiedRequest> {
  const id = scheme.idHeader === undefined ? ok('') : readId(input, scheme.idHeader)
  if (!id.ok) return id
  const sent = scheme.tsHeader === undefined ? ok('') : readHeader(input, scheme.tsHeader)
  if (!sent.ok) return sent
  const given = readHeader(input, scheme.header)
  if (!given.ok) return given
  const window = { unit: scheme.tsUnit, toleranceSec: scheme.toleranceSec, now: input.now }
  const timestamp = scheme.tsHeader === undefined ? ok(null) : readTimestamp(sent.value, window)
  if (!timestamp.ok) return timestamp
  const form = formOf(scheme)
  const expected = keys.map(
    (key) => scheme.prefix + digestOf(form, key, { ...input, id: id.value, timestamp: sent.value }),
  )
  if (given.value.length !== expected[0]?.length || !given.value.startsWith(scheme.prefix))
    return no(
      'signature_malformed',
      `expected ${scheme.header} to be ${scheme.prefix}<${scheme.algo} in ${scheme.encoding}>`,
    )
  if (!anyEqual([given.value], expected)) return mismatch()
  return ok({ eventId: id.value === '' ? null : id.value, timestamp: timestamp.value })
}

function verifyShared(
  input: VerifyInput,
  scheme: SharedSecretScheme,
  keys: Uint8Array[],
): Verdict<VerifiedRequest> {
  const id = scheme.idHeader === undefined ? ok(null) : readId(input, scheme.idHeader)
  if (!id.ok) return id
  const given = readHeader(input, scheme.header)
  if (!given.ok) return given
  const expected = keys.map((key) => scheme.prefix + Buffer.from(key).toString('latin1'))
  return anyEqual([given.value], expected) ? ok({ eventId: id.value, timestamp: null }) : mismatch()
}

function mismatch(): Verdict<never> {
  return no('signature_mismatch', 'the signature does not fit these bytes and the secret of this endpoint')
}

/** Compares every pair, whatever came before, so that the time tells nothing about the secret. */
function anyEqual(given: readonly string[], expected: readonly string[]): boolean {
  let found = false
  for (const one of given) {
    for (const other of expected) {
      // Hashing first makes both sides equally long, so a secret's length stays unknown too.
      const equal = timingSafeEqual(blur(one), blur(other))
      found = found || equal
    }
  }
  return found
}

function blur(text: string): Buffer {
  return createHmac('sha256', 'compare').update(text, 'utf8').digest()
}

function readHeader(input: SignedRequest, name: string): Verdict<string> {
  const value = input.headers[name]
  if (Array.isArray(value)) return no('header_repeated', `expected the header ${name} once`)
  if (typeof value !== 'string' || value === '') return no('header_missing', `expected the header ${name}`)
  return ok(value)
}

/** Ids hold no full stop: one inside could move the border between id, time and body. */
function readId(input: SignedRequest, name: string): Verdict<string> {
  const id = readHeader(input, name)
  if (id.ok && !/^[A-Za-z0-9_:-]{1,200}$/.test(id.value))
    return no('id_malformed', `expected ${name} to be 1 to 200 of the characters A-Z a-z 0-9 _ : -`)
  return id
}

function readTimestamp(
  written: string,
  window: { unit: 's' | 'ms'; toleranceSec: number; now: Instant },
): Verdict<Instant> {
  const form = window.unit === 's' ? /^[1-9]\d{9}$/ : /^[1-9]\d{12}$/
  if (!form.test(written))
    return no(
      'timestamp_malformed',
      `expected a time in whole ${window.unit === 's' ? 'seconds (10' : 'milliseconds (13'} digits) since 1970`,
    )
  const ms = Number(written) * (window.unit === 's' ? 1000 : 1)
  if (Math.abs(toMs(window.now) - ms) > window.toleranceSec * 1000)
    return no('timestamp_outside_window', `expected a time within ${window.toleranceSec} seconds of now`)
  return ok(new Date(ms).toISOString())
}
