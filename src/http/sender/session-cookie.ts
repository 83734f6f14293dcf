import type { FastifyReply, FastifyRequest } from 'fastify'

/** Over https the name's prefix makes the browser refuse a cookie set by a sub-domain or for a part of the site. */
export function cookieName(publicUrl: string): string {
  return isHttps(publicUrl) ? '__Host-throughline' : 'throughline'
}

export function isHttps(publicUrl: string): boolean {
  return publicUrl.startsWith('https://')
}

export function readSessionCookie(request: FastifyRequest, publicUrl: string): string | null {
  return request.cookies[cookieName(publicUrl)] ?? null
}

export function setSessionCookie(
  reply: FastifyReply,
  publicUrl: string,
  session: { token: string; expiresAt: string },
): void {
  reply.setCookie(cookieName(publicUrl), session.token, {
    ...attributes(publicUrl),
    expires: new Date(session.expiresAt),
  })
}

export function clearSessionCookie(reply: FastifyReply, publicUrl: string): void {
  reply.clearCookie(cookieName(publicUrl), attributes(publicUrl))
}

function attributes(publicUrl: string) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: isHttps(publicUrl) } as const
}
