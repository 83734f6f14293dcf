import { parse } from 'csv-parse/sync'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { detectFormat, type TableFormat } from './detect-format.ts'
import { fileFromBytes, UnreadableFile } from './import-file.ts'
import type { RawRow } from './raw-row.ts'
import { readTable } from './read-table.ts'

function textFile(text: string, name = 'deals.csv', pieceBytes = 7) {
  return fileFromBytes(name, new TextEncoder().encode(text), pieceBytes)
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

async function read(file: ReturnType<typeof textFile>): Promise<RawRow[]> {
  return collect(readTable(file))
}

async function cellsOf(text: string, name?: string) {
  return (await read(textFile(text, name))).map((row) => row.problem ?? row.cells)
}

async function refusal(bytes: Uint8Array, name = 'file.csv'): Promise<UnreadableFile> {
  try {
    await read(fileFromBytes(name, bytes))
  } catch (error) {
    if (error instanceof UnreadableFile) return error
    throw error
  }
  throw new Error('the file was read')
}

describe('a CSV file', () => {
  test.each([
    ['commas', 'a,b\n1,2\n'],
    ['semicolons', 'a;b\n1;2\n'],
    ['tabs', 'a\tb\n1\t2\n'],
    ['pipes', 'a|b\n1|2\n'],
    ['CRLF', 'a,b\r\n1,2\r\n'],
    ['CR', 'a,b\r1,2\r'],
    ['no line end', 'a,b\n1,2'],
    ['a byte order mark', '\ufeffa,b\n1,2\n'],
    ['blank lines', '\n\na,b\n\n1,2\n\n'],
    ["Excel's sep line", 'sep=;\r\na;b\r\n1;2\r\n'],
    ['a trailing delimiter', 'a,b\n1,2,\n'],
    ['quotes', '"a","b"\n"1","2"\n'],
  ])('with %s reads the same', async (_name, text) => {
    expect(await cellsOf(text)).toEqual([{ a: '1', b: '2' }])
  })

  test('with semicolons and decimal commas is not taken for one with commas', async () => {
    const text = 'name;amount;share\nA;1.234,56;0,5\nB;2,10;0,25\n'
    expect((await cellsOf(text))[0]).toEqual({ name: 'A', amount: '1.234,56', share: '0,5' })
  })

  test('keeps line ends, delimiters and doubled quotes inside quotes, and counts rows and lines apart', async () => {
    const rows = await read(textFile('a,b\n"x\r\ny, ""z""",1\n\nq,2\n'))
    expect(rows).toEqual([
      { row: 1, line: 2, cells: { a: 'x\r\ny, "z"', b: '1' } },
      { row: 2, line: 5, cells: { a: 'q', b: '2' } },
    ])
  })

  test('names empty and repeated columns', async () => {
    expect(await cellsOf('a,,a,toString\n1,2,3,4\n')).toEqual([
      { a: '1', 'Column 2': '2', 'a (2)': '3', 'toString (2)': '4' },
    ])
  })

  test('sets ragged rows aside and reads the others', async () => {
    const rows = await read(textFile('a,b\n1\n2,3\n4,5,6\n7,8\n'))
    expect(rows.map((row) => row.problem?.code ?? row.cells)).toEqual([
      'ragged',
      { a: '2', b: '3' },
      'ragged',
      { a: '7', b: '8' },
    ])
    expect(rows[2]?.problem?.reason).toBe('The row has 3 values where the header names 2 (left over: 6).')
  })

  test('reports a quote that is never closed with its line and loses no other row', async () => {
    const rows = await read(textFile('a,b\n1,"open\n2,x\n3,y\n'))
    expect(rows[0]?.problem).toMatchObject({ code: 'quote_not_closed', column: 'b' })
    expect(rows[0]?.problem?.reason).toContain('line 2')
    expect(rows.slice(1)).toEqual([
      { row: 2, line: 3, cells: { a: '2', b: 'x' } },
      { row: 3, line: 4, cells: { a: '3', b: 'y' } },
    ])
  })

  test('does not let an open quote swallow the row with the next quote', async () => {
    const rows = await read(textFile('a,b,c\n1,"Acme,10\n2,"Beta",20\n3,Gamma,30\n'))
    expect(rows.map((row) => row.problem?.code ?? row.cells.b)).toEqual(['stray_quote', 'Beta', 'Gamma'])
  })

  test('limits a huge cell and an endless row without holding them', async () => {
    const huge = 'x'.repeat(250_000)
    const endless = 'y'.repeat(5_000_000)
    const rows = await read(textFile(`a,b\n1,${huge}\n2,"${endless}\n3,ok\n`, 'deals.csv', 65_536))
    expect(rows.map((row) => row.problem?.code ?? row.cells.b)).toEqual([
      'cell_too_long',
      'quote_not_closed',
      'ok',
    ])
    expect(rows[2]?.line).toBe(4)
  })

  test('sets rows with NUL characters aside', async () => {
    const rows = await read(textFile(`a,b\n1,x\u0000y\n${'2,z\n'.repeat(50)}`))
    expect(rows[0]?.problem).toMatchObject({ code: 'bad_character', column: 'b', value: 'x␀y' })
    expect(rows[0]?.cells.b).toBe('x␀y')
    expect(rows).toHaveLength(51)
  })

  test('stops, saying so, at a file made to be read again and again', async () => {
    const rows = await read(textFile(`a,b\n${'x","\n'.repeat(1_000_000)}`, 'deals.csv', 65_536))
    expect(rows.length).toBeLessThan(200)
    expect(rows.at(-1)?.problem?.reason).toContain('Too many quotes are left open')
  })

  test('reads what csv-parse reads, however it is cut into pieces', async () => {
    const cell = fc.stringMatching(/^[a-z,;"\n\r é€😀|]{0,8}$/u)
    const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 20 }), async (rows, piece) => {
        const lines = [['c0', 'c1', 'c2'], ...rows].map((row) =>
          row.map((c) => `"${c.replaceAll('"', '""')}"`).join(','),
        )
        const text = `${lines.join('\r\n')}\r\n`
        const oracle: string[][] = parse(text, {
          from_line: 2,
          record_delimiter: '\r\n',
          skip_empty_lines: false,
        })
        const kept = oracle.filter((row) => row.some((value) => value.trim() !== ''))
        fc.pre(kept.length > 0)
        const file = fileFromBytes('x.csv', new TextEncoder().encode(text), piece)
        const format: TableFormat = {
          kind: 'csv',
          encoding: 'utf-8',
          mended: false,
          delimiter: ',',
          preamble: 0,
          columns: ['c0', 'c1', 'c2'],
          problems: false,
        }
        const found = await collect(readTable(file, { format }))
        expect(found.map((row) => [row.cells.c0 ?? '', row.cells.c1 ?? '', row.cells.c2 ?? ''])).toEqual(kept)
      }),
      { numRuns: 200 },
    )
  })
})

describe('encodings', () => {
  const table = 'name,city\nJosé,Zürich\nŁódź,東京\n'

  test.each(['utf-8', 'utf-16le', 'utf-16be'] as const)(
    '%s is read, characters cut between pieces included',
    async (encoding) => {
      const wide = Buffer.from(`\ufeff${table}`, encoding === 'utf-8' ? 'utf8' : 'utf16le')
      const bytes = encoding === 'utf-16be' ? wide.swap16() : wide
      for (const piece of [1, 2, 3, 5]) {
        const rows = await read(fileFromBytes('x.csv', bytes, piece))
        expect(rows.map((row) => row.cells)).toEqual([
          { name: 'José', city: 'Zürich' },
          { name: 'Łódź', city: '東京' },
        ])
      }
    },
  )

  test('UTF-16 without a byte order mark is recognised', async () => {
    const rows = await read(fileFromBytes('x.csv', Buffer.from('name,city\nAnna,Bern\n', 'utf16le'), 3))
    expect(rows.map((row) => row.cells)).toEqual([{ name: 'Anna', city: 'Bern' }])
  })

  test('Windows-1252 is recognised even when the first odd byte stands in the last line', async () => {
    const plain = Buffer.from(`name,note\n${'Anna,plain\n'.repeat(20_000)}`, 'latin1')
    const bytes = Buffer.concat([plain, Buffer.from([0x4a, 0xf6, 0x72, 0x67, 0x2c, 0x80, 0x92, 0x0a])])
    const rows = await read(fileFromBytes('x.csv', bytes))
    expect(rows.at(-1)?.cells).toEqual({ name: 'Jörg', note: '€’' })
  })

  test('a few broken bytes in a UTF-8 file set their rows aside instead of turning the file to gibberish', async () => {
    const good = Buffer.from(`name,n\n${'Zoë,1\n'.repeat(30)}`, 'utf8')
    const rows = await read(
      fileFromBytes('x.csv', Buffer.concat([good, Buffer.from([0x4a, 0xf6, 0x72, 0x2c, 0x32, 0x0a])])),
    )
    expect(rows[0]?.cells.name).toBe('Zoë')
    expect(rows.at(-1)?.problem).toMatchObject({ code: 'bad_character', column: 'name' })
  })
})

describe('a JSON file', () => {
  const cases: [string, string][] = [
    ['a list', '[{"id": 1, "name": "A"},\n {"id": 2, "name": "B"}]'],
    [
      'a list under a name',
      '{"total": 2, "meta": {"records": [{"id": 9}]}, "records": [{"id": 1, "name": "A"}, {"id": 2, "name": "B"}], "done": true}',
    ],
    ['one object per line', '{"id": 1, "name": "A"}\n\n{"id": 2, "name": "B"}'],
    ['a byte order mark', '\ufeff[{"id": 1, "name": "A"}, {"id": 2, "name": "B"}]'],
  ]
  test.each(cases)('as %s reads the same', async (_name, text) => {
    for (const piece of [1, 4, 1_000]) {
      const rows = await read(textFile(text, 'deals.json', piece))
      expect(rows.map((row) => row.problem ?? row.cells)).toEqual([
        { id: '1', name: 'A' },
        { id: '2', name: 'B' },
      ])
    }
  })

  test('with a single object is one row', async () => {
    expect(await cellsOf('{"id": 1, "tags": []}', 'x.json')).toEqual([{ id: '1', tags: null }])
  })

  test('keeps the digits of long ids and numbers', async () => {
    const rows = await cellsOf(
      '[{"id": 9007199254740993, "amount": 0.10000000000000000005, "big": 1e21, "money": 1100.04}]',
      'x.json',
    )
    expect(rows).toEqual([
      { id: '9007199254740993', amount: '0.10000000000000000005', big: '1e+21', money: '1100.04' },
    ])
  })

  test('flattens nested objects and lists', async () => {
    const rows = await cellsOf(
      '[{"attributes": {"type": "Account"}, "tags": ["a", "b"], "lines": [{"x": 1}], "ok": true, "none": null}]',
      'x.json',
    )
    expect(rows).toEqual([
      { 'attributes.type': 'Account', tags: 'a; b', lines: '[{"x":1}]', ok: 'true', none: null },
    ])
  })

  test('sets bad elements aside with their lines and reads the others', async () => {
    const text = `[
{"id": 1},
{'id': 2},
{"id": NaN},
{"__proto__": {"isAdmin": true}},
{"a": {"constructor": {"prototype": 1}}},
7,
{"id": "x\\u0000"},
{"id": "\\ud800"},
{"deep": ${'['.repeat(70)}${']'.repeat(70)}},
,
{"id": 3},
]`
    const rows = await read(textFile(text, 'x.json', 11))
    expect(rows.map((row) => row.problem?.code ?? row.cells.id)).toEqual([
      '1',
      'bad_json',
      'bad_json',
      'dangerous_key',
      'dangerous_key',
      'not_an_object',
      'bad_character',
      'bad_character',
      'too_deep',
      'bad_json',
      '3',
      'bad_json',
    ])
    expect(rows[1]?.line).toBe(3)
    expect(rows[10]?.line).toBe(12)
    expect(rows[1]?.problem?.reason).toContain('expected a key in double quotes')
  })

  test('with brackets a million deep is answered at once', async () => {
    const rows = await read(textFile(`[${'['.repeat(1_000_000)}`, 'x.json', 65_536))
    expect(rows.map((row) => row.problem?.code)).toEqual(['truncated'])
    const line = await read(textFile(`{"a": 1}\n{"a": ${'['.repeat(1_000_000)}\n`, 'x.json', 65_536))
    expect(line.map((row) => row.problem?.code)).toEqual([undefined, 'too_deep'])
  })

  test('that is cut off keeps the rows before the cut', async () => {
    const rows = await read(textFile('[{"id": 1}, {"id": 2', 'x.json'))
    expect(rows.map((row) => row.problem?.code ?? row.cells.id)).toEqual(['1', 'truncated'])
  })

  test('with text behind the list says so', async () => {
    const rows = await read(textFile('[{"id": 1}] [2]', 'x.json'))
    expect(rows.map((row) => row.problem?.code)).toEqual([undefined, 'bad_json'])
  })
})

describe('a file that is no table', () => {
  test.each<[string, Uint8Array, string, string]>([
    ['an empty one', new Uint8Array(), 'empty', 'expected a CSV file'],
    ['one of blanks', Buffer.from(' \n \n'), 'empty', 'expected a CSV file'],
    ['one with only a header', Buffer.from('a,b\n'), 'header_only', 'expected at least one row'],
    ['an empty list', Buffer.from('[]'), 'empty', 'expected at least one object'],
    ['an Excel workbook', Buffer.from('504b030414000600', 'hex'), 'binary', 'Excel workbook'],
    ['an old Excel workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'binary', 'save the sheet as CSV'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'binary', 'a PDF'],
    [
      'random bytes',
      Buffer.from(Array.from({ length: 400 }, (_, i) => (i * 37) % 31)),
      'binary',
      'binary file',
    ],
    ['XML', Buffer.from('<?xml version="1.0"?><a/>'), 'markup', 'XML or HTML'],
    ['a column named __proto__', Buffer.from('a,__proto__\n1,2\n'), 'bad_header', 'refused'],
    ['a header in an open quote', Buffer.from('a,"b\n1,2\n'), 'bad_header', 'never closed'],
    ['objects over several lines', Buffer.from('{\n"a": 1\n}\n{\n"a": 2\n}'), 'bad_json', 'expected a list'],
    ['one object cut off', Buffer.from('{"a": 1'), 'bad_json', 'never closed'],
  ])('%s is refused, naming what was expected', async (_name, bytes, code, words) => {
    const error = await refusal(bytes)
    expect(error.code).toBe(code)
    expect(error.message).toContain('file.csv')
    expect(error.message).toContain(words)
  })
})

test('the format can be stored and used again', async () => {
  const file = textFile('a;b\n1;2\n')
  const format = await detectFormat(file)
  expect(JSON.parse(JSON.stringify(format))).toEqual(format)
  const rows = await collect(readTable(file, { format }))
  expect(rows).toEqual([{ row: 1, line: 2, cells: { a: '1', b: '2' } }])
})
