import { paths } from '../../paths.ts'

/** Where to go after signing in: only a path of this very site, never an address that somebody slipped into a link. */
export function safeNext(next: unknown, origin: string = globalThis.location.origin): string {
  if (typeof next !== 'string' || !/^\/(?![/\\])/.test(next)) return paths.today
  try {
    const url = new URL(next, origin)
    if (url.origin !== origin || url.pathname.startsWith(paths.signIn)) return paths.today
    return `${url.pathname}${url.search}${url.hash}`
  } catch {
    return paths.today
  }
}
