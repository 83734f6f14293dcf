import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultJsonLimits, parseJsonSafely, scanJson } from './json-limits.ts'
import { decodeUtf8 } from './utf8.ts'

const bytes = (...list: number[]) => Uint8Array.from(list)
const utf8 = (text: string) => new TextEncoder().encode(text)
const codeOf = (source: string | Uint8Array) => {
  const result = parseJsonSafely(source)
  return result.ok ? 'ok' : result.code
}
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
const manyKeys = (count: number) => `{${Array.from({ length: count }, (_, i) => `"k${i}":1`).join(',')}}`

describe('what is refused before it is read', () => {
  test.each([
    ['64 levels', nested(64), 'ok'],
    ['65 levels', nested(65), 'too_deep'],
    ['65 levels of objects', `${'{"a":'.repeat(65)}1${'}'.repeat(65)}`, 'too_deep'],
    ['a million levels', '['.repeat(1_000_000), 'too_deep'],
    ['6,000 levels under a key', `{"a":${nested(6000)}}`, 'too_deep'],
    ['a number with 131,000 zeros', '{"a":1e131000}', 'number_too_long'],
    ['a number with 131,000 decimals', '{"a":1e-131000}', 'number_too_long'],
    ['a number of a million digits', '9'.repeat(1_000_000), 'number_too_long'],
    ['an exponent of a million digits', `1e${'9'.repeat(1_000_000)}`, 'number_too_long'],
    ['a text of 1 MB', `"${'a'.repeat(1_000_000)}"`, 'text_too_long'],
    ['a key of 1 MB', `{"${'a'.repeat(1_000_000)}":1}`, 'text_too_long'],
    ['100,000 keys', manyKeys(100_000), 'too_many_keys'],
    ['1,000,000 items', `[${'1,'.repeat(999_999)}1]`, 'too_many_items'],
    ['more than the whole document may hold', ' '.repeat(defaultJsonLimits.chars + 1), 'too_large'],
    ['a key given twice', '{"id":1,"id":2}', 'duplicate_key'],
    ['a key given twice, once escaped', '{"id":1,"\\u0069d":2}', 'duplicate_key'],
    ['the same key in two objects', '{"a":{"id":1},"b":{"id":2}}', 'ok'],
    ['__proto__', '{"__proto__":{"isAdmin":true}}', 'forbidden_key'],
    ['__proto__, escaped', '{"\\u005f_proto__":{"isAdmin":true}}', 'forbidden_key'],
    ['constructor, deep', '{"a":[{"constructor":{"prototype":{"x":1}}}]}', 'forbidden_key'],
    ['prototype', '{"prototype":1}', 'forbidden_key'],
    ['NUL, escaped', '{"a":"x\\u0000y"}', 'nul_character'],
    ['NUL, raw', '{"a":"x\u0000y"}', 'nul_character'],
    ['half a character, escaped', '{"a":"\\ud83d"}', 'broken_character'],
    ['the second half first', '{"a":"\\ude00\\ud83d"}', 'broken_character'],
    ['half a character, raw', '{"a":"\ud83d"}', 'broken_character'],
    ['half a character in a key', '{"\\udc00":1}', 'broken_character'],
    ['a whole character of two halves', '{"a":"\\ud83d\\ude00 😀"}', 'ok'],
    ['a byte order mark', '\ufeff{}', 'byte_order_mark'],
    ['a byte order mark in bytes', bytes(0xef, 0xbb, 0xbf, 0x7b, 0x7d), 'byte_order_mark'],
    ['Windows-1252', bytes(0x22, 0xe4, 0x22), 'not_utf8'],
    ['an overlong slash', bytes(0x22, 0xc0, 0xaf, 0x22), 'not_utf8'],
    ['a surrogate in UTF-8', bytes(0x22, 0xed, 0xa0, 0x80, 0x22), 'not_utf8'],
    ['beyond the last character', bytes(0x22, 0xf4, 0x90, 0x80, 0x80, 0x22), 'not_utf8'],
    ['a character cut off', bytes(0x22, 0xe2, 0x82), 'not_utf8'],
    ['UTF-16', bytes(0x22, 0x00, 0x22, 0x00), 'nul_or_not_json'],
  ])('%s', (_, source, expected) => {
    expect(codeOf(source)).toBe(expected === 'nul_or_not_json' ? 'nul_character' : expected)
  })

  test.each([
    'NaN',
    'Infinity',
    '-Infinity',
    "{'a':1}",
    '{a:1}',
    '[1,]',
    '{"a":1,}',
    '[,1]',
    '// x\n1',
    '/* x */1',
    '01',
    '1.',
    '.5',
    '+1',
    '-',
    '1e',
    '0x10',
    '"a',
    '"\\x"',
    '"\\u12"',
    '"\t"',
    'tru',
    'truex',
    'null null',
    '',
    '   ',
    '{',
    '[',
    '{"a"',
    '{"a":',
    '{"a":1',
    '[1',
    '[1 2]',
    '{"a" 1}',
    '{1:2}',
    ']',
    '}',
    '[}',
    '{]',
    '[1}',
    '1,2',
    '\u00a01',
    '\u2028',
  ])('not JSON: %j', (source) => {
    expect(() => JSON.parse(source)).toThrow()
    expect(codeOf(source)).toBe('not_json')
  })

  test('the sentence says what was expected and where', () => {
    const result = parseJsonSafely('{"deal":{"contacts":[{"name":"A"},{"name":"\\u0000"}]}}')
    expect(result).toEqual({
      ok: false,
      code: 'nul_character',
      reason: 'expected no NUL character in a text, at character 44 (in deal.contacts[1].name)',
    })
  })

  test('a refused document changes no object in the process', () => {
    parseJsonSafely('{"__proto__":{"isAdmin":true}}')
    expect('isAdmin' in {}).toBe(false)
  })
})

describe('what is read', () => {
  test('words that look like code are only words', () => {
    const source = '["NaN","null","undefined","__proto__","true","constructor"]'
    expect(parseJsonSafely(source)).toEqual({ ok: true, value: JSON.parse(source) })
  })

  test.each([
    ['9007199254740991', 9007199254740991],
    ['9007199254740993', '9007199254740993'],
    ['-9007199254740993', '-9007199254740993'],
    ['12345678901234567890', '12345678901234567890'],
    ['1000000000000000000000', 1e21],
    ['1234567890123456.78', '1234567890123456.78'],
    ['0.1', 0.1],
    ['0.30000000000000004', 0.30000000000000004],
    ['0.1000000000000000055511151231257827', '0.1000000000000000055511151231257827'],
    ['100.0000000000000000', 100],
    ['-0', -0],
    ['0.0000000000000000000', 0],
    ['1.5E+3', 1500],
    ['1e64', 'refused'],
    ['1e63', 1e63],
  ])('the number %s', (written, expected) => {
    const result = parseJsonSafely(`{"id":${written}}`)
    expect(result.ok ? result.value : 'refused').toEqual(expected === 'refused' ? expected : { id: expected })
  })

  test('two ids that JavaScript would make one stay two', () => {
    const result = parseJsonSafely('[{"id":9007199254740992},{"id":9007199254740993}]')
    expect(result).toEqual({ ok: true, value: [{ id: 9007199254740992 }, { id: '9007199254740993' }] })
  })

  test('every document JSON.stringify can write comes back the same', () => {
    const noForbidden = (text: string) => !/__proto__|constructor|prototype/.test(text)
    fc.assert(
      fc.property(
        fc.json({ stringUnit: 'grapheme', noUnicodeString: false }).filter(noForbidden),
        (source) => {
          const tooSmallOrLarge = /e[-+]?\d/.test(source)
          const result = parseJsonSafely(source)
          if (result.ok) expect(result.value).toEqual(JSON.parse(source))
          else expect(tooSmallOrLarge || source.includes('\\u0000')).toBe(true)
          expect(parseJsonSafely(utf8(source))).toEqual(result)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('damage by one character is judged as JSON.parse judges it', () => {
    const good = '{"a":[1,-2.5e3,true,null,"x\\n\\u00e9"],"b":{"c":"d"},"e":[]}'
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.constantFrom(...'{}[]",:\\0e-.tu x'), (at, char) => {
        const source = good.slice(0, at) + char + good.slice(at + 1)
        let value: unknown = 'no JSON'
        try {
          value = JSON.parse(source)
        } catch {}
        const result = parseJsonSafely(source)
        if (result.ok) expect(result.value).toEqual(value)
        else if (result.code === 'not_json') expect(value).toBe('no JSON')
        else expect(result.code).toMatch(/duplicate_key|nul_character/)
      }),
      { numRuns: 1000 },
    )
  })

  test('bytes of any text decode as the platform decodes them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 24 }), (raw) => {
        let expected: string | null
        try {
          expected = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw)
        } catch {
          expected = null
        }
        expect(decodeUtf8(raw)).toBe(expected)
      }),
      { numRuns: 2000 },
    )
    expect(decodeUtf8(utf8('aé€😀'.repeat(10_000)))).toBe('aé€😀'.repeat(10_000))
  })
})

test('the time grows with the length, not faster', () => {
  const timeOf = (source: string) => {
    const from = performance.now()
    scanJson(source, { ...defaultJsonLimits, keys: 1e7, items: 1e7, chars: 1e8, textChars: 1e8 })
    return performance.now() - from
  }
  for (const make of [
    (n: number) => manyKeys(n / 10),
    (n: number) => `"${'\\\\'.repeat(n / 2)}"`,
    (n: number) => `[${'"a",'.repeat(n / 4)}1]`,
    (n: number) => `"${'\\ud83d\\ude00'.repeat(n / 12)}"`,
    (n: number) => `[${'0.1234567890123456789,'.repeat(n / 22)}1]`,
    (n: number) => ' '.repeat(n),
  ]) {
    timeOf(make(100_000))
    const least = (source: string) => Math.min(...Array.from({ length: 4 }, () => timeOf(source)))
    // Ten times the length is a hundred times the work where it grows with the square; a busy machine is far from that.
    expect(least(make(2_000_000))).toBeLessThan(60 * least(make(200_000)) + 250)
  }
})
