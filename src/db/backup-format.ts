import { createHash } from 'node:crypto'

/**
 * A backup is one gzip stream of frames: a letter, four bytes of length, a payload.
 * H header · then for each table: T its name and columns, D its rows as COPY text, E how many · Z the end with a
 * digest of everything before it, so that a cut or changed file is known as such.
 */
export const FRAME_KINDS = ['H', 'T', 'D', 'E', 'Z'] as const
export type FrameKind = (typeof FRAME_KINDS)[number]
export type Frame = { kind: FrameKind; payload: Buffer }

export const BACKUP_FORMAT = 'throughline-backup-1'

export type BackupHeader = {
  format: typeof BACKUP_FORMAT
  madeAt: string
  serverVersion: string
  /** The schema it fits, as id and checksum of each migration. */
  migrations: { id: number; name: string; checksum: string }[]
  /** Names the master key under which secrets are sealed; without that key they cannot be opened. */
  keyId?: string | undefined
}

export type TableHeader = { table: string; columns: string[] }
export type BackupEnd = { tables: Record<string, number>; sha256: string }

const FRAME_HEADER_BYTES = 5
const MAX_FRAME_BYTES = 64 * 1024 * 1024

/** Why a file is not restored; nothing has been changed. */
export class BackupRefused extends Error {
  override name = 'BackupRefused'
}

/** Frames of one file, in order, with the digest of what has passed. */
export class FrameWriter {
  readonly #hash = createHash('sha256')

  frame(kind: Exclude<FrameKind, 'Z'>, payload: Buffer | object): Buffer {
    const bytes = encode(kind, payload)
    this.#hash.update(bytes)
    return bytes
  }

  end(tables: Record<string, number>): Buffer {
    const end: BackupEnd = { tables, sha256: this.#hash.digest('hex') }
    return encode('Z', end)
  }
}

function encode(kind: FrameKind, payload: Buffer | object): Buffer {
  const body = Buffer.isBuffer(payload) ? payload : Buffer.from(JSON.stringify(payload))
  const head = Buffer.alloc(FRAME_HEADER_BYTES)
  head.write(kind, 0, 'latin1')
  head.writeUInt32BE(body.length, 1)
  return Buffer.concat([head, body])
}

/** Reads the frames of an unzipped backup and throws `BackupRefused` where it is cut, changed or none at all. */
export async function* readFrames(chunks: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  const hash = createHash('sha256')
  let ended = false
  for await (const { kind, bytes } of splitFrames(chunks)) {
    if (ended)
      throw new BackupRefused('The backup goes on after its end: it was put together from several files.')
    const payload = bytes.subarray(FRAME_HEADER_BYTES)
    if (kind === 'Z') {
      ended = true
      if (parseEnd(payload).sha256 !== hash.digest('hex')) {
        throw new BackupRefused('The backup was changed after it had been made: its digest does not match.')
      }
    } else {
      hash.update(bytes)
    }
    yield { kind, payload }
  }
  if (!ended) throw new BackupRefused('The backup is cut short: its end is missing.')
}

async function* splitFrames(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<{ kind: FrameKind; bytes: Buffer }> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    for (;;) {
      if (rest.length < FRAME_HEADER_BYTES) break
      const kind = kindOrThrow(String.fromCharCode(rest[0] ?? 0))
      const length = FRAME_HEADER_BYTES + rest.readUInt32BE(1)
      if (length > MAX_FRAME_BYTES)
        throw new BackupRefused('The file is no backup of Throughline: a part is too long.')
      if (rest.length < length) break
      yield { kind, bytes: rest.subarray(0, length) }
      rest = rest.subarray(length)
    }
  }
  if (rest.length > 0) throw new BackupRefused('The backup is cut short in the middle of a part.')
}

function kindOrThrow(letter: string): FrameKind {
  const kind = FRAME_KINDS.find((known) => known === letter)
  if (kind === undefined) throw new BackupRefused('The file is no backup of Throughline.')
  return kind
}

export function parseHeader(payload: Buffer): BackupHeader {
  const header: Partial<BackupHeader> = parseJson(payload)
  if (header.format !== BACKUP_FORMAT || !Array.isArray(header.migrations)) {
    throw new BackupRefused(`The file is no backup of this format (${BACKUP_FORMAT}).`)
  }
  return header as BackupHeader
}

export function parseTableHeader(payload: Buffer): TableHeader {
  const { table, columns }: Partial<TableHeader> = parseJson(payload)
  if (typeof table !== 'string' || !Array.isArray(columns))
    throw new BackupRefused('A table of the backup has no name.')
  return { table, columns }
}

export function parseRowCount(payload: Buffer): number {
  const { rows }: { rows?: unknown } = parseJson(payload)
  if (typeof rows !== 'number')
    throw new BackupRefused('A table of the backup does not say how many rows it has.')
  return rows
}

export function parseEnd(payload: Buffer): BackupEnd {
  const { tables, sha256 }: Partial<BackupEnd> = parseJson(payload)
  if (typeof tables !== 'object' || typeof sha256 !== 'string')
    throw new BackupRefused('The end of the backup is unreadable.')
  return { tables, sha256 }
}

function parseJson(payload: Buffer): object {
  try {
    const value: unknown = JSON.parse(payload.toString('utf8'))
    if (typeof value === 'object' && value !== null) return value
  } catch {
    // Said below.
  }
  throw new BackupRefused('The file is no backup of Throughline: a part of it is unreadable.')
}
