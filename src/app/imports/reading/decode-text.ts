import type { ImportFile } from './import-file.ts'
import type { Encoding } from './scan-bytes.ts'

const pieceBytes = 65_536

/**
 * The file's text in pieces of at most 64 kB, so that a stored piece of many megabytes does not become a million
 * rows at once. Characters split between pieces are put together; the byte order mark is dropped.
 */
export async function* decodeText(file: ImportFile, encoding: Encoding): AsyncGenerator<string> {
  const decode = encoding === 'windows-1252' ? decodeWindows1252 : streamDecoder(encoding)
  for await (const chunk of file.open()) {
    for (let at = 0; at < chunk.length; at += pieceBytes) {
      const text = decode(chunk.subarray(at, at + pieceBytes))
      if (text !== '') yield text
    }
  }
  const rest = decode(null)
  if (rest !== '') yield rest
}

/** The text of a file's first bytes, without what may be half a character at the end. */
export function decodeHead(head: Uint8Array, encoding: Encoding): string {
  if (encoding === 'windows-1252') return decodeWindows1252(head)
  return new TextDecoder(encoding).decode(head, { stream: true })
}

function streamDecoder(encoding: Encoding): (bytes: Uint8Array | null) => string {
  const decoder = new TextDecoder(encoding)
  return (bytes) => (bytes === null ? decoder.decode() : decoder.decode(bytes, { stream: true }))
}

// Node's own decoder has taken windows-1252 for Latin-1 in several releases, so its 32 special characters are named here.
const specials =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178'

function decodeWindows1252(bytes: Uint8Array | null): string {
  if (bytes === null) return ''
  const latin = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  return latin.replace(/[\u0080-\u009f]/g, (c: string) => specials.charAt(c.charCodeAt(0) - 0x80))
}
