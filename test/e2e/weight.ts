import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { must } from './expect.ts'

const mostForToday = 180_000
const mostForAnother = 40_000
/** Screens that need more so far; a number here may only become smaller. */
const heavier: Readonly<Record<string, number>> = { '/people': 80_000, '/settings/keys': 42_000 }
const assets = join('dist', 'web', 'assets')

/** Fails where a screen needs more script than a slow line bears: the first page in all, another one beside it. */
export async function light(page: Page, path: string, first: ReadonlySet<string> | null): Promise<void> {
  const scripts = await scriptsOf(page)
  const added = [...scripts].filter((name) => !first?.has(name))
  const most = first === null ? mostForToday : (heavier[path] ?? mostForAnother)
  const bytes = added.reduce((sum, name) => sum + gzipSync(readFileSync(join(assets, name))).length, 0)
  must(bytes <= most, `${path} needs ${bytes} bytes of script, over ${most}`)
}

/** What the open page has fetched so far. */
export async function scriptsOf(page: Page): Promise<Set<string>> {
  const names = await page.evaluate<string[]>(
    'performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.includes("/assets/"))',
  )
  return new Set(names.map((name) => basename(name)).filter((name) => name.endsWith('.js')))
}
