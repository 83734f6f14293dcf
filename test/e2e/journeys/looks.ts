import type { Page } from 'playwright-core'
import { type Arranged, openHandoff } from '../arrange.ts'
import { accessible, legible } from '../axe.ts'
import type { Person } from '../doors.ts'
import { gone, must, seen } from '../expect.ts'
import type { Journey } from '../journey.ts'
import type { PageOptions, Stage } from '../stage.ts'
import { light, scriptsOf } from '../weight.ts'

type Screen = { path: string; as: Person | 'nobody' }

const at = (as: Screen['as'], ...paths: string[]): Screen[] => paths.map((path) => ({ path, as }))

/** Every screen that can be opened by its address: those of a day's work, and those of the process. */
function workScreens({ dealId, handoffId }: Arranged): Screen[] {
  const handoff = `/handoffs/${handoffId}`
  const tabs = ['steps', 'people', 'questions', 'timeline'].map((tab) => `${handoff}?tab=${tab}`)
  return [
    ...at('nobody', '/sign-in', '/sign-in/link', '/first-admin', '/contribute'),
    ...at('jonas', '/', '/pipeline', '/deals', `/deals/${dealId}`, `/capture/${dealId}`, '/notifications'),
    ...at('jonas', handoff, ...tabs),
  ]
}

const sections = ['workspace', 'calendars', 'keys', 'mails', 'audit', 'notifications', 'sessions']
const processScreens: readonly Screen[] = [
  ...at('ines', '/playbook', '/people', '/people?tab=load', '/people?tab=teams'),
  ...at('ines', '/import', '/connections', '/setup'),
  ...at('ines', ...sections.map((section) => `/settings/${section}`)),
]

const seconds = 300

export const workWide: Journey = {
  name: 'The screens of a day’s work are accessible, and legible in the dark theme',
  seconds,
  async run(stage) {
    await eachScreen(stage, workScreens(await openHandoff(stage, { customer: 'Pepper Press' })), inBothThemes)
  },
}

export const processWide: Journey = {
  name: 'The screens of people, process and settings are accessible, and legible in the dark theme',
  seconds,
  run: (stage) => eachScreen(stage, processScreens, inBothThemes),
}

export const workOnPhone: Journey = {
  name: 'On a phone the screens of a day’s work are accessible and none is too wide',
  seconds,
  async run(stage) {
    await eachScreen(stage, workScreens(await openHandoff(stage, { customer: 'Quill Post' })), fitsPhone)
  },
}

export const processOnPhone: Journey = {
  name: 'On a phone the screens of people, process and settings are accessible and none is too wide',
  seconds,
  run: (stage) => eachScreen(stage, processScreens, fitsPhone),
}

const inBothThemes: Look = {
  async judge(page, { path }, first) {
    // What a tab opens at once comes on top of its screen, which is weighed by itself.
    if (first !== null && !path.includes('tab=')) light(path, await scriptsOf(page), first)
    await accessible(page, path)
    await page.emulateMedia({ colorScheme: 'dark' })
    // An open page at times keeps inherited colours of the theme before until it is laid out anew.
    await page.evaluate(
      'document.body.style.display = "none"; document.body.offsetHeight; document.body.style.display = ""',
    )
    await legible(page, `${path} in the dark theme`)
    await page.emulateMedia({ colorScheme: 'light' })
  },
}

const fitsPhone: Look = {
  options: { phone: true },
  async judge(page, { path }) {
    const wide = await page.evaluate<number>('document.documentElement.scrollWidth')
    must(wide <= 390, `${path} is ${wide} px wide on a phone of 390 px`)
    await accessible(page, `${path} on a phone`)
  },
}

type Scripts = ReadonlySet<string>
type Look = {
  options?: PageOptions
  /** Handed what Today needs, to those who are signed in. */
  judge: (page: Page, screen: Screen, first: Scripts | null) => Promise<void>
}

/** Opens every screen and goes on after one that fails, so that a run names all of them. */
async function eachScreen(stage: Stage, screens: readonly Screen[], look: Look): Promise<void> {
  const pages = new Map<Screen['as'], Page>()
  const firsts = new Map<Screen['as'], Scripts>()
  const failures: string[] = []
  for (const screen of screens) {
    try {
      const page = pages.get(screen.as) ?? (await open(stage, screen.as, look.options))
      if (!pages.has(screen.as) && screen.as !== 'nobody') firsts.set(screen.as, await today(page))
      pages.set(screen.as, page)
      await page.goto(screen.path)
      await drawn(page)
      await look.judge(page, screen, firsts.get(screen.as) ?? null)
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error))
    }
  }
  must(failures.length === 0, failures.join('\n'))
}

function open(stage: Stage, as: Screen['as'], options: PageOptions = {}): Promise<Page> {
  return as === 'nobody' ? stage.visitor(options) : stage.as(as, options)
}

/** What every screen has besides its own: Today's scripts. */
async function today(page: Page): Promise<Scripts> {
  await page.goto('/')
  await drawn(page)
  const scripts = await scriptsOf(page)
  light('/', scripts, null)
  return scripts
}

/** The screen has its heading and nothing in it is still loading. */
async function drawn(page: Page): Promise<void> {
  await seen(page.getByRole('heading').or(page.getByText('This link opens nothing now')))
  await gone(page.getByText(/^Loading/))
}
