import type { Result } from '../../core/lib/result.ts'
import { no, ok } from '../../core/lib/result.ts'
import { isNeverReached, isPublicAddress, isWithin, readAddress, readRange } from './address-rules.ts'

/** What an operator or admin allows beyond a public https address on port 443. */
export type TargetPolicy = {
  /** Set by the operator, not typed by a user: host, address and port are taken as they are. */
  trusted?: boolean
  allowHttp?: boolean
  /** Ports that may be called; 443 where nothing is said. */
  allowPorts?: readonly number[]
  /** Internal targets by exact host name, address or CIDR range. */
  allowHosts?: readonly string[]
  /** Our own public names, which nobody may make us call. */
  ownHosts?: readonly string[]
}

export type Target = {
  secure: boolean
  /** Host in ASCII and lower case, without brackets or trailing dot. */
  host: string
  port: number
  /** Path and query. */
  path: string
}

export const targetRefusals = [
  'url_malformed',
  'url_not_https',
  'url_with_credentials',
  'host_refused',
  'port_refused',
  'address_refused',
] as const
export type TargetRefusal = (typeof targetRefusals)[number]

const maxUrlLength = 2048
const closedSuffixes = [
  'localhost',
  'internal',
  'local',
  'localdomain',
  'lan',
  'home',
  'corp',
  'intranet',
  'private',
  'home.arpa',
  'onion',
  'invalid',
  'test',
]

/**
 * Whether a URL somebody typed may be called at all, before any name is looked up: run when it is saved and again
 * when it is used. The sentence says what was expected.
 */
export function checkUrl(text: string, policy: TargetPolicy = {}): Result<Target, TargetRefusal> {
  if (text.length > maxUrlLength)
    return no('url_malformed', `expected a URL of at most ${maxUrlLength} characters`)
  if (!/^[\x21-\x5b\x5d-\x7e\u00a1-\u{10ffff}]+$/u.test(text))
    return no('url_malformed', 'expected a URL without spaces, line breaks and backslashes')
  if (!/^https?:\/\/[^/]/i.test(text) || !URL.canParse(text))
    return no('url_malformed', 'expected a URL such as https://example.com/path')
  const url = new URL(text)
  if (url.username !== '' || url.password !== '' || /^https?:\/\/[^/?#]*@/i.test(text))
    return no('url_with_credentials', 'expected a URL without user name and password')
  const secure = url.protocol === 'https:'
  if (!secure && !policy.allowHttp) return no('url_not_https', 'expected a URL that starts with https://')
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port)
  const host = checkHost(url.hostname, port, policy)
  return host.ok ? ok({ secure, host: host.value, port, path: url.pathname + url.search }) : host
}

/** The same question for a bare host and port, such as those of a mail server. */
export function checkHost(
  name: string,
  port: number,
  policy: TargetPolicy = {},
): Result<string, TargetRefusal> {
  const host = name
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
  const address = readAddress(host)
  if (!isHostName(host) && address === null) return no('url_malformed', 'expected a host name or an address')
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    return no('port_refused', 'expected a port from 1 to 65535')
  if (policy.trusted) return ok(host)
  if (!(policy.allowPorts ?? [443]).includes(port))
    return no('port_refused', `expected one of the ports ${(policy.allowPorts ?? [443]).join(', ')}`)
  if (address !== null)
    return mayConnect(host, host, policy)
      ? ok(host)
      : no('address_refused', 'expected an address on the public internet')
  if (policy.ownHosts?.some((own) => own.toLowerCase().replace(/\.$/, '') === host))
    return no('host_refused', 'expected a host other than this server')
  const closed =
    !host.includes('.') || closedSuffixes.some((suffix) => host === suffix || host.endsWith(`.${suffix}`))
  if (closed && !isAllowedName(host, policy))
    return no('host_refused', 'expected the full name of a host on the public internet')
  return ok(host)
}

/** Whether a connection to this address may be made for this host: public, or allowed by name or range. */
export function mayConnect(host: string, addressText: string, policy: TargetPolicy): boolean {
  const address = readAddress(addressText)
  if (policy.trusted) return true
  if (address === null) return false
  const allowed = (policy.allowHosts ?? []).map((entry) => readRange(entry)).filter((range) => range !== null)
  if (isWithin(address, allowed)) return true
  if (isPublicAddress(addressText)) return true
  return isAllowedName(host, policy) && !isNeverReached(addressText)
}

function isAllowedName(host: string, policy: TargetPolicy): boolean {
  return (
    policy.allowHosts?.some((entry) => readRange(entry) === null && entry.toLowerCase() === host) ?? false
  )
}

/** Whether an entry of the admin's list of internal targets can be understood. */
export function checkAllowEntry(entry: string): Result<string, 'entry_malformed'> {
  const isName = isHostName(entry) && !/^[\d.]+$/.test(entry) && entry === entry.toLowerCase()
  if (isName || readRange(entry) !== null) return ok(entry)
  return no(
    'entry_malformed',
    'expected a host name in lower case, an address, or a range such as 10.0.0.0/24',
  )
}

function isHostName(text: string): boolean {
  return (
    text.length <= 253 &&
    /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/.test(text)
  )
}
