import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type WebFile = {
  type: string
  bytes: Buffer
  etag: string
  /** Its name carries a hash of its content, so it never changes. */
  isHashed: boolean
  packed: Partial<Record<'br' | 'gzip', Buffer>>
}

const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  webmanifest: 'application/manifest+json; charset=utf-8',
  woff2: 'font/woff2',
}

/**
 * The built web app, read once into memory. Only what is in this map is ever served: no path is made from a
 * request, so none can lead out; dot files, source maps and kinds we do not know are left out.
 */
export function readWebFiles(directory: string): ReadonlyMap<string, WebFile> {
  const files = new Map<string, WebFile>()
  const names = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.replace(/\/$/, '').length + 1))
  const present = new Set(names)
  for (const name of names) {
    const type = types[/\.([a-z0-9]+)$/.exec(name)?.[1] ?? '']
    if (type === undefined || name.split('/').some((part) => part.startsWith('.'))) continue
    const bytes = readFileSync(join(directory, name))
    const packed: WebFile['packed'] = {}
    if (present.has(`${name}.br`)) packed.br = readFileSync(join(directory, `${name}.br`))
    if (present.has(`${name}.gz`)) packed.gzip = readFileSync(join(directory, `${name}.gz`))
    files.set(`/${name}`, {
      type,
      bytes,
      packed,
      etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
      isHashed: name.startsWith('assets/') && /-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/.test(name),
    })
  }
  return files
}
