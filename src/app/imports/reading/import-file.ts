/** A file to import, from disk or from stored pieces. It is read more than once, so it must open again. */
export type ImportFile = { name: string; size: number; open(): AsyncIterable<Uint8Array> }

export const unreadableCodes = [
  'empty',
  'header_only',
  'binary',
  'markup',
  'bad_header',
  'bad_json',
  'too_many_columns',
] as const
export type UnreadableCode = (typeof unreadableCodes)[number]

/** The whole file cannot be read as a table; the message says what was found and what was expected. */
export class UnreadableFile extends Error {
  readonly code: UnreadableCode
  readonly file: string

  constructor(file: string, code: UnreadableCode, message: string) {
    super(`${file}: ${message}`)
    this.name = 'UnreadableFile'
    this.code = code
    this.file = file
  }
}

/** A file held in memory, handed out in pieces of `pieceBytes`. */
export function fileFromBytes(name: string, bytes: Uint8Array, pieceBytes = 65_536): ImportFile {
  return {
    name,
    size: bytes.length,
    async *open() {
      for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
    },
  }
}
