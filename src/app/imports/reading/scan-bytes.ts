import { isAscii } from 'node:buffer'
import type { ImportFile } from './import-file.ts'

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type Encoding = (typeof encodings)[number]

/** `mended` is true where a file is UTF-8 apart from a few broken bytes: the rows that hold them are set aside. */
export type ByteFacts = { encoding: Encoding; mended: boolean; head: Uint8Array; bytes: number }

const headBytes = 65_536

type Utf8State = { need: number; low: number; high: number; valid: number; invalid: number }

/** Reads every byte once: Windows-1252 shows itself only where UTF-8 breaks, which may be in the last line. */
export async function scanBytes(file: ImportFile): Promise<ByteFacts> {
  const state: Utf8State = { need: 0, low: 0x80, high: 0xbf, valid: 0, invalid: 0 }
  const heads: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of file.open()) {
    if (bytes < headBytes) heads.push(chunk.slice(0, headBytes - bytes))
    bytes += chunk.length
    if (state.need > 0 || !isAscii(chunk)) checkUtf8(state, chunk)
  }
  if (state.need > 0) state.invalid++
  const head = Buffer.concat(heads)
  const wide = wideEncoding(head)
  if (wide) return { encoding: wide, mended: false, head, bytes }
  if (state.invalid === 0) return { encoding: 'utf-8', mended: false, head, bytes }
  const mostlyUtf8 = state.valid > state.invalid || (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf)
  return { encoding: mostlyUtf8 ? 'utf-8' : 'windows-1252', mended: mostlyUtf8, head, bytes }
}

function checkUtf8(state: Utf8State, chunk: Uint8Array): void {
  for (let i = 0; i < chunk.length; i++) {
    const byte = chunk[i] ?? 0
    if (state.need === 0) {
      if (byte >= 0x80) lead(state, byte)
    } else if (byte < state.low || byte > state.high) {
      state.invalid++
      state.need = 0
      i--
    } else {
      state.low = 0x80
      state.high = 0xbf
      if (--state.need === 0) state.valid++
    }
  }
}

function lead(state: Utf8State, byte: number): void {
  state.low = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80
  state.high = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf
  if (byte >= 0xc2 && byte <= 0xdf) state.need = 1
  else if (byte >= 0xe0 && byte <= 0xef) state.need = 2
  else if (byte >= 0xf0 && byte <= 0xf4) state.need = 3
  else state.invalid++
}

/** UTF-16 by its byte order mark, or by every other byte of Latin text being zero. */
function wideEncoding(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  let even = 0
  let odd = 0
  for (let i = 0; i + 1 < head.length; i += 2) {
    if (head[i] === 0) even++
    if (head[i + 1] === 0) odd++
  }
  const pairs = head.length >> 1
  if (pairs < 4) return null
  if (odd > pairs * 0.7 && even < pairs * 0.05) return 'utf-16le'
  if (even > pairs * 0.7 && odd < pairs * 0.05) return 'utf-16be'
  return null
}
