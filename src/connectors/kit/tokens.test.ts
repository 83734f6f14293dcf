import { expect, test } from 'vitest'
import { hashToken, newToken, readToken, sameHash, tokenKinds } from './tokens.ts'

const workspaceId = 'wsp_00000001'

test('a token names its kind and workspace and is found by its hash', () => {
  const made = newToken('api_key', workspaceId)
  expect(made.token).toMatch(/^tlk_wsp_00000001_[0-9a-z]{32}$/)
  expect(made.hash).toHaveLength(32)
  expect(made.token.endsWith(made.hint.slice(1))).toBe(true)
  const read = readToken('api_key', made.token)
  expect(read?.workspaceId).toBe(workspaceId)
  expect(sameHash(read?.hash ?? Buffer.alloc(0), made.hash)).toBe(true)
})

test('tokens do not repeat and use the whole alphabet', () => {
  const tokens = Array.from({ length: 2000 }, () => newToken('session', workspaceId).token)
  expect(new Set(tokens).size).toBe(2000)
  expect(new Set(tokens.map((token) => token.slice(-32)).join('')).size).toBe(32)
})

test('a token of one kind is not one of another', () => {
  const kinds = Object.keys(tokenKinds) as Array<keyof typeof tokenKinds>
  for (const kind of kinds) {
    const { token } = newToken(kind, workspaceId)
    expect(kinds.filter((other) => readToken(other, token) !== null)).toEqual([kind])
  }
})

test('whatever is not exactly a token is none', () => {
  const { token } = newToken('api_key', workspaceId)
  const bad = [
    '',
    'tlk',
    token.slice(0, -1),
    `${token}0`,
    `${token}\n`,
    ` ${token}`,
    token.toUpperCase(),
    token.replace('wsp_', 'wsp-'),
    null,
    undefined,
    1,
    true,
    [token],
    { token },
  ]
  for (const presented of bad) expect(readToken('api_key', presented)).toBeNull()
})

test('a token for a workspace that cannot exist is not made', () => {
  expect(() => newToken('api_key', 'wsp_1')).toThrow('workspace id')
})

test('a changed token has another hash', () => {
  const { token, hash } = newToken('session', workspaceId)
  const other = token.slice(0, -1) + (token.endsWith('0') ? '1' : '0')
  expect(sameHash(hashToken(other), hash)).toBe(false)
  expect(sameHash(hash.subarray(1), hash)).toBe(false)
})
