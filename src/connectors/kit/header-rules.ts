import type { Result } from '../../core/lib/result.ts'
import { no, ok } from '../../core/lib/result.ts'

/** Headers that decide how a request is framed or where it goes; the client alone sets them. */
const framing = [
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'upgrade',
  'expect',
  'te',
  'trailer',
  'accept-encoding',
  'proxy-authorization',
  'proxy-connection',
  'proxy-authenticate',
  'http2-settings',
]
/** Headers that say who we are; a connector may set them, a user may not. */
const identity = ['authorization', 'cookie', 'set-cookie', 'forwarded', 'via', 'origin', 'referer']

/** Headers ready to be sent, or the sentence about the first one that may not be. */
export function checkHeaders(
  headers: Readonly<Record<string, string>>,
  setBy: 'connector' | 'user',
): Result<Record<string, string>, 'header_refused'> {
  const entries = Object.entries(headers)
  if (entries.length > 50) return no('header_refused', 'expected at most 50 headers')
  const seen: Record<string, string> = {}
  for (const [written, value] of entries) {
    const name = written.toLowerCase()
    if (!/^[!#$%&'*+.^_`|~0-9a-z-]{1,100}$/.test(name))
      return no('header_refused', 'expected a header name such as x-team')
    const reserved =
      framing.includes(name) ||
      (setBy === 'user' && (identity.includes(name) || name.startsWith('x-forwarded-')))
    if (reserved) return no('header_refused', `the header ${name} cannot be set`)
    if (typeof value !== 'string' || value.length > 8000 || !/^[\x20-\x7e]*$/.test(value))
      return no(
        'header_refused',
        `expected the value of ${name} to be one line of ASCII, at most 8000 characters`,
      )
    if (Object.hasOwn(seen, name)) return no('header_refused', `expected the header ${name} once`)
    seen[name] = value
  }
  return ok(seen)
}
