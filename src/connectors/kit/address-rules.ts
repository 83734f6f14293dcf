import { isIP } from 'node:net'

/** IPv4 ranges that are not one host on the public internet (IANA special-purpose registry, RFC 6890 and later). */
const closedV4 = ranges([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  // Public by number, but answered by the cloud host itself (Azure).
  '168.63.129.16/32',
])

/** The only IPv6 range given out for public hosts; NAT64, ::/96, unique-local and link-local lie outside. */
const openV6 = ranges(['2000::/3'])

/** Teredo and other protocol assignments, documentation, 6to4 (which hides an IPv4 address). */
const closedV6 = ranges(['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'])

/** Never reached on behalf of a user, not even by way of a host name an admin allowed. */
const neverRanges = ranges([
  '0.0.0.0/8',
  '169.254.0.0/16',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '168.63.129.16/32',
  '100.100.100.200/32',
  '192.0.0.192/32',
  '::/128',
  'fe80::/10',
  'ff00::/8',
  'fd00:ec2::254/128',
])

type Address = { kind: 'v4' | 'v6'; bytes: number[]; text: string }
type Range = Address & { bits: number }

/** An address in its one spelling, IPv4 taken out of IPv6; null where the text is anything else (zones, short forms). */
export function readAddress(text: string): Address | null {
  const family = text.includes('%') ? 0 : isIP(text)
  if (family === 4) return fromV4(text.split('.').map(Number))
  if (family !== 6) return null
  const bytes = bytesOfV6(text)
  const mapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff
  if (mapped) return fromV4(bytes.slice(12))
  return { kind: 'v6', bytes, text: new URL(`http://[${text}]/`).hostname.slice(1, -1) }
}

function fromV4(bytes: number[]): Address {
  return { kind: 'v4', bytes, text: bytes.join('.') }
}

/** Sixteen bytes of a valid IPv6 text. By hand: the usual library takes `::8.8.8.8` for `::ffff:8.8.8.8`. */
function bytesOfV6(text: string): number[] {
  const [before = '', after] = text.split('::')
  const front = bytesOfGroups(before)
  if (after === undefined) return front
  const back = bytesOfGroups(after)
  return [...front, ...Array.from({ length: 16 - front.length - back.length }, () => 0), ...back]
}

function bytesOfGroups(groups: string): number[] {
  if (groups === '') return []
  return groups.split(':').flatMap((group) => {
    if (group.includes('.')) return group.split('.').map(Number)
    const value = Number.parseInt(group, 16)
    return [value >> 8, value & 0xff]
  })
}

/** Whether an address is one host on the public internet. */
export function isPublicAddress(text: string): boolean {
  const address = readAddress(text)
  if (address === null) return false
  if (address.kind === 'v4') return !isWithin(address, closedV4)
  return isWithin(address, openV6) && !isWithin(address, closedV6)
}

/** Whether an address is one that no allowance by host name opens, such as the metadata service of a cloud. */
export function isNeverReached(text: string): boolean {
  const address = readAddress(text)
  return address === null || isWithin(address, neverRanges)
}

/** A range such as `10.0.0.0/24`, or a single address; null where the text is neither. */
export function readRange(text: string): Range | null {
  const [written = '', size, more] = text.split('/')
  const address = readAddress(written)
  if (address === null || more !== undefined) return null
  const full = address.bytes.length * 8
  if (size !== undefined && !/^(0|[1-9]\d{0,2})$/.test(size)) return null
  const bits = size === undefined ? full : Number(size)
  return bits <= full ? { ...address, bits } : null
}

/** Whether an address lies in one of the ranges, compared bit by bit within its own family. */
export function isWithin(address: Address, list: readonly Range[]): boolean {
  return list.some(
    (range) => range.kind === address.kind && sameStart(address.bytes, range.bytes, range.bits),
  )
}

function sameStart(one: number[], other: number[], bits: number): boolean {
  return one.every((byte, index) => {
    const kept = Math.min(8, Math.max(0, bits - index * 8))
    const mask = (0xff00 >> kept) & 0xff
    return (byte & mask) === ((other[index] ?? 0) & mask)
  })
}

function ranges(texts: string[]): Range[] {
  return texts.map((text) => readRange(text)).filter((range) => range !== null)
}
