import { checkCells } from './check-cells.ts'
import { decodeText } from './decode-text.ts'
import type { TableFormat } from './detect-format.ts'
import { flattenJson } from './flatten-json.ts'
import type { ImportFile } from './import-file.ts'
import { createJsonScanner, type JsonElement } from './json-scanner.ts'
import { depthLimit, type RawRow, type RowProblem, rowCharacters, unreadableRow } from './raw-row.ts'

type JsonFormat = Extract<TableFormat, { kind: 'json' }>

const faults: Record<Exclude<JsonElement['fault'], undefined>, [RowProblem['code'], string]> = {
  row_too_long: [
    'row_too_long',
    `is longer than ${rowCharacters} characters; was a quote or bracket left open?`,
  ],
  too_deep: ['too_deep', `is nested more than ${depthLimit} levels deep`],
  nothing: ['bad_json', 'is missing: there is nothing between two commas, or behind the last one'],
  truncated: ['truncated', 'is cut off: the file ends before the list does'],
  not_a_list: ['truncated', 'was never reached: the file ends before the list of objects begins'],
  after_the_end: ['bad_json', 'stands behind the end of the list; nothing is expected there'],
}

/** Rows of a JSON file in batches, one element in memory at a time. */
export async function* readJson(file: ImportFile, format: JsonFormat): AsyncGenerator<RawRow[]> {
  let row = 0
  for await (const elements of jsonElements(file, format)) {
    yield elements.map((element) => rawRow(element, { row: ++row, broken: format.mended }))
  }
}

async function* jsonElements(file: ImportFile, format: JsonFormat): AsyncGenerator<JsonElement[]> {
  const { shape } = format
  const limits = { row: rowCharacters }
  const scanner =
    shape.form === 'lines'
      ? createLineSplitter(limits)
      : createJsonScanner(shape.form === 'wrapped' ? shape.key : null, limits)
  for await (const text of decodeText(file, format.encoding)) {
    const elements = scanner.push(text)
    if (elements.length > 0) yield elements
  }
  const rest = scanner.end()
  if (rest.length > 0) yield rest
}

/** One object per line; a line that is too long is dropped while it is read. */
function createLineSplitter(limits: { row: number }): {
  push(text: string): JsonElement[]
  end(): JsonElement[]
} {
  let carry = ''
  let line = 0
  let dropped = false
  const take = (text: string): JsonElement[] => {
    line++
    const fault = dropped
    dropped = false
    if (fault) return [{ line, fault: 'row_too_long' }]
    return text.trim() === '' ? [] : [{ line, text }]
  }
  return {
    push(text) {
      const lines = (carry + text).split('\n')
      carry = lines.pop() ?? ''
      const elements = lines.flatMap(take)
      if (carry.length > limits.row) dropped = true
      if (dropped) carry = ''
      return elements
    },
    end: () => (carry === '' && !dropped ? [] : take(carry)),
  }
}

function rawRow(element: JsonElement, how: { row: number; broken: boolean }): RawRow {
  const place = { row: how.row, line: element.line }
  if (element.fault !== undefined) {
    const [code, reason] = faults[element.fault]
    return unreadableRow(place, {}, { code, column: '', value: '', reason: `Row ${how.row} ${reason}.` })
  }
  const flat = flattenJson(element.text)
  if (!flat.ok) {
    const value = element.text.slice(0, 200)
    const reason = `Row ${how.row} ${flat.reason}.`
    return unreadableRow(place, {}, { code: flat.code, column: '', value, reason })
  }
  const problem = checkCells(flat.cells, how.broken)
  return problem ? unreadableRow(place, flat.cells, problem) : { ...place, cells: flat.cells }
}
