import type { FastifyRequest } from 'fastify'
import { AppError } from '../../app/errors.ts'
import type { Runtime } from '../../app/runtime.ts'
import { type Authenticated, authenticate, type Credential } from '../../app/sessions/authenticate.ts'
import { type AddressBucket, addressBucket } from './address-bucket.ts'
import { refuseForeign } from './same-origin.ts'
import { isHttps, readSessionCookie } from './session-cookie.ts'

/** Finds out who sends a request, or refuses it. */
export type Who = (request: FastifyRequest) => Promise<Authenticated>

/** Makes the one place that reads credentials off requests. A key that is presented is judged, whatever cookie comes with it. */
export function whoSends(runtime: Runtime, options: { publicUrl: string; trustProxy: boolean }): Who {
  // Kept apart, so that a program with a wrong key does not lock out the people behind the same address.
  const buckets = { bearer: addressBucket(), session: addressBucket() }
  return async (request) => {
    const credential = credentialOf(request, options.publicUrl)
    if (!credential) throw notSignedIn('Sign in first, or send an API key as "Authorization: Bearer …".')
    if (credential.kind === 'session') refuseForeign(request, options.publicUrl, true)
    else refusePlainHttp(request, options)
    const bucket = buckets[credential.kind]
    refuseGuessing(bucket, request.ip)
    const found = await authenticate(runtime, credential)
    if (found) return found
    bucket.spend(request.ip)
    throw notSignedIn(
      credential.kind === 'session'
        ? 'Your session has ended. Sign in again.'
        : 'This key or link is not valid.',
    )
  }
}

function credentialOf(request: FastifyRequest, publicUrl: string): Credential | null {
  const { authorization } = request.headers
  if (authorization !== undefined) {
    const token = /^Bearer ([!-~]{1,200})$/i.exec(authorization)?.[1]
    return { kind: 'bearer', token: token ?? '' }
  }
  const cookie = readSessionCookie(request, publicUrl)
  return cookie ? { kind: 'session', token: cookie } : null
}

/** A key sent in the clear is a key given away: better refused loudly than answered or redirected. */
function refusePlainHttp(request: FastifyRequest, options: { publicUrl: string; trustProxy: boolean }): void {
  if (options.trustProxy && isHttps(options.publicUrl) && request.protocol === 'http') {
    throw new AppError(
      'forbidden',
      'https_only',
      'This key was sent without encryption. Use https, and replace the key.',
    )
  }
}

function refuseGuessing(bucket: AddressBucket, address: string): void {
  const retryAfterSeconds = bucket.waitSeconds(address)
  if (retryAfterSeconds === null) return
  throw new AppError('too_many', 'too_many_credentials', 'Too many wrong credentials from this address.', {
    retryAfterSeconds,
  })
}

function notSignedIn(message: string): AppError {
  return new AppError('not_signed_in', 'not_signed_in', message)
}
