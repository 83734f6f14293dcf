import { describe, expect, test } from 'vitest'
import { checkPassword, hashPassword, judging, verifyPassword } from './passwords.ts'

/** From the test file of the reference implementation (P-H-C/phc-winner-argon2, test.c). */
const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'

test('a stored password of the reference implementation is recognised and due for storing anew', async () => {
  expect(await verifyPassword('password', reference)).toEqual({ ok: true, rehash: true })
  expect(await verifyPassword('Password', reference)).toEqual({ ok: false, rehash: false })
})

test('a password opens what was stored from it, and only exactly', async () => {
  const password = ' pässwörd with spaces 😀 '
  const stored = await hashPassword(password)
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await verifyPassword(password, stored)).toEqual({ ok: true, rehash: false })
  for (const other of [
    password.trim(),
    password.normalize('NFD'),
    password.toUpperCase(),
    `${password}x`,
    '',
  ]) {
    expect(await verifyPassword(other, stored)).toEqual({ ok: false, rehash: false })
  }
})

test('passwords that agree in their first 72 bytes are different', async () => {
  const stored = await hashPassword(`${'a'.repeat(72)}b`)
  expect((await verifyPassword(`${'a'.repeat(72)}c`, stored)).ok).toBe(false)
  expect((await verifyPassword('a'.repeat(72), stored)).ok).toBe(false)
})

test('the same password is stored differently each time', async () => {
  expect(await hashPassword('correct horse battery')).not.toBe(await hashPassword('correct horse battery'))
})

test.each([
  null,
  '',
  'password',
  '$argon2id$v=19$m=99999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
  reference.replace('argon2id', 'argon2i'),
  `${reference}=`,
  reference.replace('t=2', 't=0'),
])('what is stored as %j opens for nobody', async (stored) => {
  for (const password of ['', 'password', stored ?? 'null'])
    expect((await verifyPassword(password, stored)).ok).toBe(false)
})

test('a password far too long is refused without being read', async () => {
  expect((await verifyPassword('x'.repeat(10_000_000), await hashPassword(''))).ok).toBe(false)
})

test.each(['a wrong long password', '', 'x'.repeat(10_000)])(
  'judging %.12j costs the same for someone without an account as for someone with one',
  async (password) => {
    const withAccount = judging(password, await hashPassword('a good long password')).work
    const without = judging(password, null).work
    expect({ ...without, nonce: without.nonce.length }).toEqual({
      ...withAccount,
      nonce: withAccount.nonce.length,
    })
  },
)

describe('choosing a password', () => {
  test.each([
    ['short', 'password_too_short'],
    ['elevenchars', 'password_too_short'],
    ['😀'.repeat(11), 'password_too_short'],
    ['twelve chars', 'ok'],
    ['x'.repeat(256), 'ok'],
    ['x'.repeat(257), 'password_too_long'],
    ['with a nul \u0000 inside', 'password_malformed'],
    ['with half \ud83d a character', 'password_malformed'],
    ['  spaces at both ends  ', 'ok'],
  ])('%j', (password, expected) => {
    const result = checkPassword(password)
    expect(result.ok ? 'ok' : result.code).toBe(expected)
  })
})
