import { useSyncExternalStore } from 'react'
import { apiPrefix, routes } from '../../../../contract/routes.ts'
import { fillPath } from '../../../api.ts'
import { refresh } from '../../../queries.ts'

export type UploadState =
  | { kind: 'waiting' }
  | { kind: 'sending'; sent: number }
  | { kind: 'sent' }
  | { kind: 'failed'; message: string }

type Entry = { file: File; from: number; state: UploadState }

/** A file goes on at a multiple of the pieces in which it is stored. */
const pieceBytes = 262_144
const atOnce = 3

/** Files live as long as the page: a browser hands out no file again after a reload. */
const imports = new Map<string, Map<number, Entry>>()
const listeners = new Set<() => void>()
let snapshot: ReadonlyMap<string, ReadonlyMap<number, UploadState>> = new Map()

function tell(): void {
  snapshot = new Map(
    [...imports].map(([id, files]) => [
      id,
      new Map([...files].map(([number, { state }]) => [number, state])),
    ]),
  )
  for (const listener of listeners) listener()
}

const none: ReadonlyMap<number, UploadState> = new Map()

/** How the uploads of an import stand that this page knows of, by the number of the file. */
export function useUploads(importId: string): ReadonlyMap<number, UploadState> {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    () => snapshot.get(importId) ?? none,
  )
}

/** Sends files, a few at once; `from` is how much of each has arrived already. */
export function startUploads(
  importId: string,
  files: readonly { number: number; file: File; from?: number }[],
): void {
  const known = imports.get(importId) ?? new Map<number, Entry>()
  imports.set(importId, known)
  for (const { number, file, from = 0 } of files) {
    const whole = Math.floor(from / pieceBytes) * pieceBytes
    known.set(number, { file, from: whole < file.size ? whole : 0, state: { kind: 'waiting' } })
  }
  tell()
  next(importId)
}

/** Sends one file anew after it failed. */
export function retryUpload(importId: string, number: number, from: number): void {
  const entry = imports.get(importId)?.get(number)
  if (entry) startUploads(importId, [{ number, file: entry.file, from }])
}

function next(importId: string): void {
  const files = [...(imports.get(importId) ?? [])]
  const running = files.filter(([, { state }]) => state.kind === 'sending').length
  const waiting = files.filter(([, { state }]) => state.kind === 'waiting')
  for (const [number, entry] of waiting.slice(0, Math.max(atOnce - running, 0)))
    void send(importId, number, entry)
}

async function send(importId: string, number: number, entry: Entry): Promise<void> {
  const set = (state: UploadState): void => {
    entry.state = state
    tell()
  }
  set({ kind: 'sending', sent: entry.from })
  const failure = await put(importId, number, entry, (sent) => set({ kind: 'sending', sent }))
  set(failure === null ? { kind: 'sent' } : { kind: 'failed', message: failure })
  await refresh('import')
  next(importId)
}

/** Only XMLHttpRequest tells how much of a body has gone. Answers what went wrong, or null. */
function put(
  importId: string,
  number: number,
  { file, from }: Entry,
  onProgress: (sent: number) => void,
): Promise<string | null> {
  const [method = 'PUT', template = ''] = routes['import.upload'].split(' ')
  const { path } = fillPath(template, { id: importId, number })
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open(method, `${apiPrefix}${path}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    if (from > 0) request.setRequestHeader('content-range', `bytes ${from}-${file.size - 1}/${file.size}`)
    request.upload.addEventListener('progress', (event) => onProgress(from + event.loaded))
    request.addEventListener('load', () =>
      resolve(request.status < 300 ? null : reasonOf(request.responseText)),
    )
    request.addEventListener('error', () =>
      resolve('The connection broke. What arrived is kept; it goes on from there.'),
    )
    request.send(from > 0 ? file.slice(from) : file)
  })
}

function reasonOf(text: string): string {
  try {
    const problem: unknown = JSON.parse(text)
    if (typeof problem === 'object' && problem !== null && 'detail' in problem) return String(problem.detail)
  } catch {
    // not from our server: a proxy in between
  }
  return 'The server did not take this file.'
}
