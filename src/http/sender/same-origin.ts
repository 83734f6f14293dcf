import type { FastifyRequest } from 'fastify'
import { forbidden } from '../../app/errors.ts'

/**
 * What a browser says of where a request comes from: our own page, somewhere else, or nothing at all. A page of
 * another site cannot forge either header.
 */
export function requestOrigin(request: FastifyRequest, publicUrl: string): 'own' | 'foreign' | 'unsaid' {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' ? 'own' : 'foreign'
  const { origin } = request.headers
  if (origin === undefined) return 'unsaid'
  if (origin === publicUrl) return 'own'
  return URL.canParse(origin) && new URL(origin).host === request.headers.host ? 'own' : 'foreign'
}

/** Refuses a change that a browser makes with a cookie unless it comes from our own page. */
export function refuseForeign(request: FastifyRequest, publicUrl: string, hasCookie: boolean): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const origin = requestOrigin(request, publicUrl)
  if (origin === 'own' || (origin === 'unsaid' && !hasCookie)) return
  throw forbidden('This request does not come from a page of Throughline.')
}
