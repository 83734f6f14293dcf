import { describe, expect, test } from 'vitest'
import { isPublicAddress } from './address-rules.ts'
import type { TargetPolicy } from './target-rules.ts'
import { checkAllowEntry, checkHost, checkUrl } from './target-rules.ts'

const codeOf = (url: string, policy: TargetPolicy = {}) => {
  const result = checkUrl(url, policy)
  return result.ok ? 'ok' : result.code
}

test.each([
  '8.8.8.8',
  '1.1.1.1',
  '172.15.255.255',
  '172.32.0.1',
  '192.167.255.255',
  '100.63.255.255',
  '100.128.0.1',
  '198.20.0.1',
  '223.255.255.255',
  '::ffff:8.8.8.8',
  '2606:4700:4700::1111',
  '2a00:1450:4001::200e',
  '2400::1',
])('%s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})

test.each([
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '10.255.255.255',
  '100.64.0.1',
  '100.100.100.200',
  '100.127.255.255',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.1',
  '192.0.0.192',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.0.1',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  '168.63.129.16',
  '::',
  '::1',
  '::127.0.0.1',
  '::8.8.8.8',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:10.0.0.1',
  '::ffff:169.254.169.254',
  '0:0:0:0:0:ffff:a00:1',
  '::ffff:0:127.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b::8.8.8.8',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:0:7f00:1::',
  '2001:10::1',
  '2001:20::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '2002:808:808::1',
  '3fff::1',
  '5f00::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  '2606:4700::1111%eth0',
  'fec0::1',
  'ff02::1',
  '127.1',
  '2130706433',
  '0x7f000001',
  '017700000001',
  '1.2.3',
  '1.2.3.4.5',
  '1.2.3.4.',
  '08.8.8.8',
  '',
  'localhost',
  '8.8.8.8 ',
])('%j is not a public address', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

describe('a URL somebody typed', () => {
  const refused: Array<[string, string]> = [
    ['http://127.0.0.1', 'url_not_https'],
    ...[
      '127.0.0.1',
      '127.1',
      '2130706433',
      '0x7f000001',
      '017700000001',
      '0',
      '0x7f.1',
      '①②⑦.⓪.⓪.①',
      '127。0。0。1',
      '127.0.0.1.',
      '[::1]',
      '[::]',
      '[::127.0.0.1]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '[0:0:0:0:0:ffff:7f00:1]',
      '[64:ff9b::7f00:1]',
      '[2002:7f00:1::]',
      '[2001::1]',
      '[fe80::1]',
      '[fd00:ec2::254]',
      '10.1.2.3',
      '172.16.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '100.100.100.200',
      '198.18.0.1',
      '192.0.2.1',
      '224.0.0.1',
      '255.255.255.255',
      '%31%32%37.0.0.1',
      '127.0.0.1#@good.example.com',
      '127.0.0.1?@good.example.com',
      '127.0.0.1/@good.example.com',
    ].map((host): [string, string] => [`https://${host}`, 'address_refused']),
    ...[
      'localhost',
      'LOCALHOST',
      'localhost.',
      'x.localhost',
      'metadata.google.internal',
      'printer.local',
      'intranet',
      'db',
      'a.home.arpa',
      'ｌｏｃａｌｈｏｓｔ',
      'app.example.org',
      'APP.example.org.',
    ].map((host): [string, string] => [`https://${host}/x`, 'host_refused']),
    ...[
      'https://good@example.com',
      'https://a:b@example.com',
      'https://good.example.com@127.0.0.1',
      'https://@example.com',
      'https://127.0.0.1%2f@good.example.com',
      'https://:@example.com',
    ].map((url): [string, string] => [url, 'url_with_credentials']),
    ...[
      'https://127.0.0.1\\@good',
      'https://exa\tmple.com',
      'https://exam\nple.com',
      ' https://example.com',
      'https://example.com ',
      'https://example.com/\u0000',
      'https://',
      'https:///x',
      'https:example.com',
      'https:/example.com',
      '//example.com',
      'example.com',
      '',
      'https://1.2.3.4.5',
      'https://[fe80::1%25eth0]',
      'https://[::1',
      'https://256.1.1.1',
      'https://a..b',
      'https://-a.example.com',
      'https://example.com:65536',
      'https://example.com:-1',
      'https://example.com:0x50',
      'https://exa%6dple\u0007.com',
      'https://a_%00.com',
      'ftp://example.com',
      'file:///etc/passwd',
      'gopher://example.com',
      'javascript:alert(1)',
      'data:text/html,x',
      'https://exa<mple.com',
      `https://example.com/${'a'.repeat(10_000)}`,
      `https://${'a'.repeat(64)}.example.com`,
    ].map((url): [string, string] => [url, 'url_malformed']),
    ...[22, 25, 80, 5432, 6379, 0, 8443].map((port): [string, string] => [
      `https://example.com:${port}/`,
      'port_refused',
    ]),
  ]
  test.each(refused)('%s is refused: %s', (url, expected) => {
    expect(codeOf(url, { ownHosts: ['app.example.org'] })).toBe(expected)
  })

  test('is taken apart once', () => {
    expect(checkUrl('HTTPS://Bücher.Example.COM.:443/a%20b?q=1#part')).toEqual({
      ok: true,
      value: { secure: true, host: 'xn--bcher-kva.example.com', port: 443, path: '/a%20b?q=1' },
    })
    expect(checkUrl('https://[2606:4700:4700::1111]/')).toMatchObject({
      value: { host: '2606:4700:4700::1111' },
    })
  })

  test('http and other ports only by the admin', () => {
    expect(codeOf('http://example.com/', { allowHttp: true })).toBe('port_refused')
    expect(codeOf('http://example.com/', { allowHttp: true, allowPorts: [80, 443] })).toBe('ok')
    expect(codeOf('https://example.com:8443/', { allowPorts: [443, 8443] })).toBe('ok')
  })

  const allowed: TargetPolicy = {
    allowHosts: ['10.0.0.5', '10.1.0.0/24', 'fd12::/32', 'crm.intranet', 'hooks'],
  }
  test.each([
    ['10.0.0.5', 'ok'],
    ['10.0.0.50', 'address_refused'],
    ['10.0.0.4', 'address_refused'],
    ['10.1.0.255', 'ok'],
    ['10.1.1.0', 'address_refused'],
    ['[fd12::9]', 'ok'],
    ['[fd13::9]', 'address_refused'],
    ['[::ffff:10.0.0.5]', 'ok'],
    ['crm.intranet', 'ok'],
    ['CRM.intranet.', 'ok'],
    ['x.crm.intranet', 'host_refused'],
    ['crm.intranet.local', 'host_refused'],
    ['hooks', 'ok'],
    ['hook', 'host_refused'],
  ])('internal targets the admin listed: %s', (host, expected) => {
    expect(codeOf(`https://${host}/`, allowed)).toBe(expected)
  })

  test('a host of the operator is taken as it is, a malformed one is not', () => {
    expect(checkHost('localhost', 1025, { trusted: true })).toEqual({ ok: true, value: 'localhost' })
    expect(checkHost('mail', 25, { trusted: true }).ok).toBe(true)
    expect(checkHost('mail\r\nRCPT', 25, { trusted: true }).ok).toBe(false)
    expect(checkHost('mail', 65_536, { trusted: true }).ok).toBe(false)
  })

  test.each([
    ['10.0.0.5', true],
    ['10.0.0.0/8', true],
    ['fd00::/8', true],
    ['crm.example.com', true],
    ['10.0.0.0/33', false],
    ['10.0.0.0/', false],
    ['10.0.0.0/08', false],
    ['10.0.0', false],
    ['*.example.com', false],
    ['https://x', false],
    ['', false],
    ['10.0.0.0/8/8', false],
  ])('an entry %j of the list of internal targets', (entry, expected) => {
    expect(checkAllowEntry(entry).ok).toBe(expected)
  })
})
