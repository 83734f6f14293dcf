import { createCsvScanner } from './csv-scanner.ts'
import { decodeHead, decodeText } from './decode-text.ts'
import { type Delimiter, detectDelimiter } from './detect-delimiter.ts'
import { type ImportFile, UnreadableFile } from './import-file.ts'
import { detectJsonShape, type JsonShape } from './json-shape.ts'
import { nameColumns } from './name-columns.ts'
import { rowCharacters } from './raw-row.ts'
import { isProblemFile } from './safe-cell.ts'
import { type Encoding, scanBytes } from './scan-bytes.ts'

/** How a file is read, found out once from its bytes. It is plain data and can be stored with a profile. */
export type TableFormat =
  | {
      kind: 'csv'
      encoding: Encoding
      mended: boolean
      delimiter: Delimiter
      /** Lines before the header: 1 where Excel's `sep=;` stands first. */
      preamble: number
      columns: string[]
      /** A mended file of set-aside rows: cells carry apostrophes, and its own columns are left out. */
      problems: boolean
    }
  | { kind: 'json'; encoding: Encoding; mended: boolean; shape: JsonShape }

export type FormatOptions = { delimiter?: Delimiter; encoding?: Encoding }

const expected =
  'expected a CSV file with a header row, or JSON (a list of objects, {"records": […]}, or one object per line)'

const magics: [string, string][] = [
  ['504b0304', 'a ZIP archive or an Excel workbook (.xlsx); save the sheet as CSV'],
  ['504b0506', 'an empty ZIP archive'],
  ['d0cf11e0', 'an old Excel or Word document (.xls, .doc); save the sheet as CSV'],
  ['25504446', 'a PDF document'],
  ['1f8b', 'a gzip archive; unpack it first'],
  ['425a68', 'a bzip2 archive; unpack it first'],
  ['377abcaf', 'a 7-Zip archive; unpack it first'],
  ['52617221', 'a RAR archive; unpack it first'],
  ['89504e47', 'a PNG picture'],
  ['ffd8ff', 'a JPEG picture'],
  ['47494638', 'a GIF picture'],
  ['50415231', 'a Parquet file'],
  ['53514c69746520666f726d6174', 'an SQLite database'],
]

/** Finds encoding, delimiter and shape; refuses what is not a table, saying what it is and what was expected. */
export async function detectFormat(file: ImportFile, options: FormatOptions = {}): Promise<TableFormat> {
  const facts = await scanBytes(file)
  if (facts.bytes === 0) throw new UnreadableFile(file.name, 'empty', `is empty; ${expected}`)
  refuseBinary(file, facts.head)
  const encoding = options.encoding ?? facts.encoding
  const head = decodeHead(facts.head, encoding)
  if (head.trim() === '') throw new UnreadableFile(file.name, 'empty', `holds only blanks; ${expected}`)
  refuseControls(file, head)
  if (/^\s*<(\?xml|!doctype|html)/i.test(head)) {
    throw new UnreadableFile(file.name, 'markup', `is an XML or HTML document; ${expected}`)
  }
  const shape = detectJsonShape(file.name, head, facts.bytes <= facts.head.length)
  if (shape) return { kind: 'json', encoding, mended: facts.mended, shape }
  return csvFormat(file, { head, encoding, mended: facts.mended, delimiter: options.delimiter })
}

type CsvFacts = { head: string; encoding: Encoding; mended: boolean; delimiter: Delimiter | undefined }

async function csvFormat(file: ImportFile, facts: CsvFacts): Promise<TableFormat> {
  const stated = /^sep=([,;\t|])\r?\n/.exec(facts.head)
  const preamble = stated ? 1 : 0
  const body = stated ? facts.head.slice(stated[0].length) : facts.head
  const found = detectDelimiter(body)
  const byStatement = stated?.[1] === undefined ? null : asDelimiter(stated[1])
  const first = await firstRow(file, facts.encoding, {
    delimiter: facts.delimiter ?? byStatement ?? found,
    preamble,
  })
  // A mended file is always written with commas, whatever the mapping says of the original.
  const mended = isProblemFile(await firstRow(file, facts.encoding, { delimiter: found, preamble }))
  const delimiter = mended ? found : (facts.delimiter ?? byStatement ?? found)
  const header = mended ? await firstRow(file, facts.encoding, { delimiter, preamble }) : first
  const columns = nameColumns(file.name, header)
  return {
    kind: 'csv',
    encoding: facts.encoding,
    mended: facts.mended,
    delimiter,
    preamble,
    columns,
    problems: mended,
  }
}

function asDelimiter(text: string): Delimiter | null {
  return text === ',' || text === ';' || text === '\t' || text === '|' ? text : null
}

async function firstRow(
  file: ImportFile,
  encoding: Encoding,
  how: { delimiter: Delimiter; preamble: number },
): Promise<string[]> {
  const scanner = createCsvScanner(how.delimiter, { row: rowCharacters })
  let left = how.preamble
  const pick = (final: boolean, text: string): string[] | null => {
    for (const row of scanner.push(text, final)) {
      if (left-- > 0) continue
      if (row.fault !== undefined) {
        throw new UnreadableFile(
          file.name,
          'bad_header',
          `the header row cannot be read: a quote in line ${row.faultLine} is never closed`,
        )
      }
      if (row.values.some((value) => value.trim() !== '')) return row.values
    }
    return null
  }
  for await (const text of decodeText(file, encoding)) {
    const row = pick(false, text)
    if (row) return row
  }
  return pick(true, '') ?? []
}

function refuseBinary(file: ImportFile, head: Uint8Array): void {
  const hex = Buffer.from(head.subarray(0, 16)).toString('hex')
  const magic = magics.find(([start]) => hex.startsWith(start))
  if (magic) throw new UnreadableFile(file.name, 'binary', `is ${magic[1]}; ${expected}`)
}

/** Text has hardly any control characters; a stray NUL in a few rows is theirs to answer for. */
function refuseControls(file: ImportFile, head: string): void {
  let controls = 0
  for (let i = 0; i < head.length; i++) {
    const c = head.charCodeAt(i)
    if (c < 9 || (c > 13 && c < 32 && c !== 27)) controls++
  }
  if (controls > head.length * 0.02 && controls > 4) {
    throw new UnreadableFile(file.name, 'binary', `is a binary file; ${expected}`)
  }
}
