import { basename, join } from 'node:path'
import type { Page } from 'playwright-core'
import { type BuiltScripts, builtScripts } from '../built-scripts.ts'
import { must } from './expect.ts'

const mostForToday = 180_000
const mostForAnother = 40_000

/** What opens above any screen: fetched when the page has come to rest, and so at no certain moment. */
const aboveThePage = /^(CommandPalette|ShortcutHelp|DialogPopup|SheetPopup|MenuPopup|PopoverPopup)-/

let built: BuiltScripts | undefined
const scripts = (): BuiltScripts => {
  built ??= builtScripts(join('dist', 'web'))
  return built
}

/** What the open page needs to show what it shows: the same whether or not it has come to rest. */
export async function scriptsOf(page: Page): Promise<Set<string>> {
  const addresses = await page.evaluate<string[]>(
    'performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.includes("/assets/"))',
  )
  const { entry, onDemand, closure } = scripts()
  const fetched = addresses.map((address) => basename(address))
  return closure([...entry, ...fetched.filter((name) => onDemand.has(name) && !aboveThePage.test(name))])
}

/** Fails where a screen needs more script than a slow line bears: the first page in all, another one beside it. */
export function light(path: string, needed: ReadonlySet<string>, first: ReadonlySet<string> | null): void {
  const added = [...needed].filter((name) => !first?.has(name))
  const most = first === null ? mostForToday : mostForAnother
  const bytes = scripts().weight(added)
  must(bytes <= most, `${path} needs ${bytes} bytes of script, over ${most}`)
}
