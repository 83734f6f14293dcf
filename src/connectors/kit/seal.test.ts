import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  createKeyring,
  createSealer,
  needsReseal,
  newMasterKey,
  readMasterKey,
  seal,
  unseal,
} from './seal.ts'

const keyring = createKeyring([randomBytes(32)])
const place = { workspaceId: 'wsp_00000001', table: 'connection', row: 'con_1', column: 'secret_sealed' }
const codeOf = (result: ReturnType<typeof unseal>) => (result.ok ? 'opened' : result.code)

describe('a sealed secret', () => {
  test.each(['whsec_abc', '', 'ä😀\n', 'x'.repeat(100_000)])('opens again at its place (%#)', (secret) => {
    const sealed = seal(keyring, secret, place)
    expect(unseal(keyring, sealed, place)).toEqual({ ok: true, value: secret })
    if (secret !== '')
      for (const form of ['utf8', 'hex', 'base64'] as const)
        expect(sealed).not.toContain(Buffer.from(secret).toString(form))
  })

  test('looks different each time', () => {
    expect(new Set(Array.from({ length: 100 }, () => seal(keyring, 'same', place))).size).toBe(100)
  })

  test.each([
    ['workspace', { workspaceId: 'wsp_00000002' }],
    ['table', { table: 'member' }],
    ['row', { row: 'con_2' }],
    ['column', { column: 'previous_secret_sealed' }],
    ['border between table and row', { table: 'connectionc', row: 'on_1' }],
  ])('moved to another %s does not open', (_, other) => {
    expect(codeOf(unseal(keyring, seal(keyring, 's', place), { ...place, ...other }))).toBe('not_authentic')
  })

  test('with any one character changed does not open', () => {
    const sealed = seal(keyring, 'secret', place)
    for (let at = 0; at < sealed.length; at++) {
      const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1)
      expect(codeOf(unseal(keyring, changed, place))).toMatch(/not_authentic|not_sealed|key_unknown/)
    }
    for (let cut = 0; cut < sealed.length; cut++)
      expect(codeOf(unseal(keyring, sealed.slice(0, cut), place))).not.toBe('opened')
  })

  test.each(['', 'plain text', 's1.', 's1.000000000000.', 's2.000000000000.AAAA', 'null'])(
    '%j is not one',
    (text) => {
      expect(codeOf(unseal(keyring, text, place))).toBe('not_sealed')
    },
  )

  test('survives the rotation of the master key until the old key goes', () => {
    const [old, fresh] = [randomBytes(32), randomBytes(32)]
    const before = createKeyring([old])
    const during = createKeyring([fresh, old])
    const after = createKeyring([fresh])
    const sealed = seal(before, 'secret', place)
    expect(needsReseal(before, sealed)).toBe(false)
    expect(needsReseal(during, sealed)).toBe(true)
    expect(unseal(during, sealed, place)).toEqual({ ok: true, value: 'secret' })
    const resealed = seal(during, 'secret', place)
    expect(needsReseal(during, resealed)).toBe(false)
    expect(unseal(after, resealed, place)).toEqual({ ok: true, value: 'secret' })
    expect(unseal(after, sealed, place)).toMatchObject({
      code: 'key_unknown',
      reason: expect.stringContaining(before.current),
    })
  })

  test('is sealed and opened by a place written as one text', () => {
    const sealer = createSealer(keyring)
    const sealed = sealer.seal('secret', 'wsp_00000001|connection|con_1|secret_sealed')
    expect(sealer.unseal(sealed, 'wsp_00000001|connection|con_1|secret_sealed')).toBe('secret')
    expect(unseal(keyring, sealed, place)).toEqual({ ok: true, value: 'secret' })
    expect(() => sealer.unseal(sealed, 'wsp_00000002|connection|con_1|secret_sealed')).toThrow(
      'belongs to another place',
    )
    for (const bad of ['', 'wsp_00000001|connection|con_1', 'a|b|c|d|e', 'a|b||d'])
      expect(() => sealer.seal('secret', bad)).toThrow('expected')
  })

  test('a name with the separator is a mistake of ours', () => {
    expect(() => seal(keyring, 's', { ...place, row: 'a|b' })).toThrow('without |')
    expect(() => seal(keyring, 's', { ...place, row: '' })).toThrow('without |')
  })
})

describe('a master key', () => {
  test('is read in both forms', () => {
    const key = newMasterKey()
    const bytes = Buffer.from(key, 'base64')
    expect(readMasterKey(`${key}\n`)).toEqual({ ok: true, value: bytes })
    expect(readMasterKey(bytes.toString('hex'))).toEqual({ ok: true, value: bytes })
  })
  test.each([
    '',
    'changeme',
    'a'.repeat(64),
    '0'.repeat(64),
    randomBytes(16).toString('base64'),
    randomBytes(33).toString('base64'),
    `${newMasterKey()}x`,
  ])('is refused: %j', (text) => {
    expect(readMasterKey(text)).toMatchObject({ ok: false, code: 'key_malformed' })
  })
  test('none, or one of another length, makes no keyring', () => {
    expect(() => createKeyring([])).toThrow('32 bytes')
    expect(() => createKeyring([randomBytes(31)])).toThrow('32 bytes')
  })
})
