import { describe, expect, test } from 'vitest'
import { checkMail, readAddress } from './mail-text.ts'

const mail = {
  messageId: '<mal_1@throughline.example.com>',
  to: 'csm@example.com',
  subject: 'Handoff for Žluťoučký 😀',
  text: 't',
  html: '<p>t</p>',
}
const codeOf = (change: Partial<Parameters<typeof checkMail>[0]>) => {
  const result = checkMail({ ...mail, ...change })
  return result.ok ? 'ok' : result.code
}

describe('a recipient', () => {
  test.each([
    'a@example.com',
    "o'neill+tag@mail.example.co.uk",
    'a.b_c-d@xn--bcher-kva.example',
    'root@localhost',
    `${'a'.repeat(64)}@example.com`,
  ])('%s', (to) => {
    expect(codeOf({ to })).toBe('ok')
  })
  test.each([
    '',
    'a',
    '@example.com',
    'a@',
    'a@b@example.com',
    'a@example.com, b@example.com',
    'a@example.com;b@example.com',
    'a@example.com b@example.com',
    'a@example.com\r\nBcc: b@example.com',
    'a@example.com\n',
    'a@example.com\u0000',
    '"a b"@example.com',
    '"a@evil.com"@example.com',
    '"a\\"@evil.com> x"@example.com',
    'A <a@example.com>',
    '<a@example.com>',
    'group: a@example.com, b@example.com;',
    'a(comment)@example.com',
    '.a@example.com',
    'a.@example.com',
    'a..b@example.com',
    'a@example..com',
    'a@-example.com',
    'a@example.com.',
    'a@[127.0.0.1]',
    'a@127.0.0.1',
    'ä@example.com',
    'a@exämple.com',
    'a@\u212aelvin.com',
    `${'a'.repeat(65)}@example.com`,
    `a@${'b.'.repeat(130)}com`,
    Array.from({ length: 10_000 }, (_, i) => `u${i}@example.com`).join(','),
    `${'('.repeat(10_000)}a@example.com`,
  ])('%# is not exactly one plain address', (to) => {
    const from = performance.now()
    expect(codeOf({ to })).toBe('recipient_malformed')
    expect(readAddress(to)).toBeNull()
    expect(performance.now() - from).toBeLessThan(2_000)
  })
})

describe('what could become another header', () => {
  test.each<[string, Parameters<typeof codeOf>[0], string]>([
    ['a line break in the subject', { subject: 'Hi\r\nBcc: x@example.com' }, 'subject_malformed'],
    ['a bare line feed in the subject', { subject: 'Hi\nX: y' }, 'subject_malformed'],
    ['NUL in the subject', { subject: 'Hi\u0000' }, 'subject_malformed'],
    ['the line separator in the subject', { subject: 'Hi\u2028Bcc: x' }, 'subject_malformed'],
    ['a subject of 251 characters', { subject: 'x'.repeat(251) }, 'subject_malformed'],
    ['a message id with a line break', { messageId: '<a@b>\r\nX: y' }, 'message_id_malformed'],
    ['two message ids', { messageId: '<a@b> <c@d>' }, 'message_id_malformed'],
    ['Bcc', { headers: { Bcc: 'x@example.com' } }, 'header_refused'],
    ['To', { headers: { to: 'x@example.com' } }, 'header_refused'],
    ['From', { headers: { From: 'x@example.com' } }, 'header_refused'],
    ['Content-Type', { headers: { 'Content-Type': 'text/html' } }, 'header_refused'],
    ['a line break in a name', { headers: { 'X-A\r\nBcc': 'x@example.com' } }, 'header_refused'],
    ['a line break in a value', { headers: { 'X-A': 'b\r\nBcc: x@example.com' } }, 'header_refused'],
    ['a header of ours', { headers: { 'List-Id': '<handoffs.example.com>', 'X-Handoff': 'hnd_1' } }, 'ok'],
    ['a mail of a megabyte', { text: 'x'.repeat(1_000_000) }, 'mail_too_large'],
  ])('%s', (_, change, expected) => {
    expect(codeOf(change)).toBe(expected)
  })
})
