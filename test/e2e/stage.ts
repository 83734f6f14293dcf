import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import type { Input, Output } from '../../src/contract/operations.ts'
import type { OperationName } from '../../src/contract/routes.ts'
import { callOperation } from './call.ts'
import type { Doors, Person } from './doors.ts'
import { patienceMs } from './expect.ts'
import { type Watch, watch } from './watch.ts'
import type { World } from './world.ts'

export type PageOptions = {
  phone?: boolean
  dark?: boolean
  /** A session of its own: one stream of live updates per session, so that journeys at the same time do not share one. */
  ownSession?: boolean
}

/** What one journey acts on: browsers of its own, and what went wrong in them. */
export type Stage = {
  world: World
  /** Unique in the run, to name records so that no journey meets those of another. */
  mark: string
  as(person: Person, options?: PageOptions): Promise<Page>
  /** Somebody who is not signed in. */
  visitor(options?: PageOptions & { at?: 'demo' | 'empty' }): Promise<Page>
  /** Does by the API what leads up to what the journey is about. */
  call<N extends OperationName>(person: Person, name: N, input: Input<N>): Promise<Output<N>>
  /** Says that the server will refuse something, which the browser reports as an error. */
  expectRefusal: Watch['expectRefusal']
  expectOffline: Watch['expectOffline']
}

export type StageOwner = Stage & {
  complaints(): readonly string[]
  picture(to: string): Promise<void>
  close(): Promise<void>
}

const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
}

export function openStage(browser: Browser, world: World, doors: Doors): StageOwner {
  const contexts: BrowserContext[] = []
  const watching = watch()
  const open = async (base: string, options: PageOptions, state?: BrowserContextOptions['storageState']) => {
    const context = await browser.newContext({
      baseURL: base,
      viewport: { width: 1280, height: 800 },
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
      reducedMotion: 'reduce',
      colorScheme: options.dark ? 'dark' : 'light',
      ...(options.phone && phone),
      ...(state && { storageState: state }),
    })
    contexts.push(context)
    context.setDefaultTimeout(patienceMs)
    context.on('page', watching.follow)
    return context.newPage()
  }
  return {
    world,
    mark: randomUUID().slice(0, 6),
    as: async (person, options = {}) =>
      open(
        world.demo.url,
        options,
        options.ownSession ? await doors.own(person) : await doors.shared(person),
      ),
    visitor: ({ at = 'demo', ...options } = {}) => open(world[at].url, options),
    call: async (person, name, input) =>
      callOperation({ base: world.demo.url, cookie: await doors.cookie(person) }, name, input),
    expectRefusal: watching.expectRefusal,
    expectOffline: watching.expectOffline,
    complaints: () => watching.complaints,
    picture: async (to) => {
      const pages = contexts.flatMap((context) => context.pages())
      for (const [i, page] of pages.entries()) await take(page, `${to}-${i + 1}`)
    },
    close: async () => {
      await Promise.all(contexts.map((context) => context.close()))
    },
  }
}

/** What could be seen, and what a screen reader would say of it. */
async function take(page: Page, to: string): Promise<void> {
  try {
    await page.screenshot({ path: `${to}.png`, timeout: 5_000 })
    writeFileSync(
      `${to}.txt`,
      `${page.url()}\n\n${await page.getByRole('document').or(page.locator('body')).first().ariaSnapshot({ timeout: 5_000 })}\n`,
    )
  } catch {
    // the page is gone or hangs: the failure itself says more
  }
}
