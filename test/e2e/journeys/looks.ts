import type { Page } from 'playwright-core'
import { type Arranged, openHandoff } from '../arrange.ts'
import { accessible } from '../axe.ts'
import type { Person } from '../doors.ts'
import { must, seen } from '../expect.ts'
import type { Journey } from '../journey.ts'
import type { Stage } from '../stage.ts'

type Screen = { path: string; as: Person | 'nobody' }

/** Every screen that can be opened by its address. */
function screensOf({ dealId, handoffId }: Arranged): Screen[] {
  const at = (as: Screen['as'], ...paths: string[]): Screen[] => paths.map((path) => ({ path, as }))
  const handoff = `/handoffs/${handoffId}`
  return [
    ...at('nobody', '/sign-in', '/sign-in/link', '/first-admin', '/contribute'),
    ...at('jonas', '/', `/capture/${dealId}`, `/deals/${dealId}`, '/deals', '/pipeline', '/notifications'),
    ...at(
      'jonas',
      handoff,
      ...['steps', 'people', 'questions', 'timeline'].map((tab) => `${handoff}?tab=${tab}`),
    ),
    ...at(
      'ines',
      '/playbook',
      '/people',
      '/people?tab=load',
      '/people?tab=teams',
      '/import',
      '/connections',
      '/setup',
    ),
    ...at('ines', ...sections.map((section) => `/settings/${section}`)),
  ]
}

const sections = ['workspace', 'calendars', 'keys', 'mails', 'audit', 'notifications', 'sessions']

export const onWideScreens: Journey = {
  name: 'Every screen is accessible, in light and in dark',
  seconds: 110,
  async run(stage) {
    const arranged = await openHandoff(stage, { customer: 'Pepper Press', answered: 'gate' })
    await eachScreen(stage, screensOf(arranged), async (page, { path }) => {
      await accessible(page, `${path} in light`)
      await page.emulateMedia({ colorScheme: 'dark' })
      await accessible(page, `${path} in dark`)
      await page.emulateMedia({ colorScheme: 'light' })
    })
  },
}

export const onPhones: Journey = {
  name: 'No screen is wider than a phone, and each is accessible there',
  seconds: 110,
  async run(stage) {
    const arranged = await openHandoff(stage, { customer: 'Quill Post', answered: 'gate' })
    await eachScreen(
      stage,
      screensOf(arranged),
      async (page, { path }) => {
        const wide = await page.evaluate<number>('document.documentElement.scrollWidth')
        must(wide <= 390, `${path} is ${wide} px wide on a phone of 390 px`)
        await accessible(page, `${path} on a phone`)
      },
      { phone: true, dark: true },
    )
  },
}

type Look = (page: Page, screen: Screen) => Promise<void>

/** Opens every screen and goes on after one that fails, so that a run names all of them. */
async function eachScreen(
  stage: Stage,
  screens: readonly Screen[],
  look: Look,
  options: { phone?: boolean; dark?: boolean } = {},
): Promise<void> {
  const pages = new Map<Screen['as'], Page>()
  const failures: string[] = []
  for (const screen of screens) {
    const page = pages.get(screen.as) ?? (await open(stage, screen.as, options))
    pages.set(screen.as, page)
    try {
      await page.goto(screen.path)
      await drawn(page)
      await look(page, screen)
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error))
    }
  }
  must(failures.length === 0, failures.join('\n'))
}

function open(stage: Stage, as: Screen['as'], options: { phone?: boolean; dark?: boolean }): Promise<Page> {
  return as === 'nobody' ? stage.visitor(options) : stage.as(as, options)
}

/** The screen has its heading and nothing in it is still loading. */
async function drawn(page: Page): Promise<void> {
  await seen(page.getByRole('heading').or(page.getByText('There is nothing here')))
  await page.waitForFunction(
    `!document.querySelector('.sr-only')?.ownerDocument.body.innerText.match(/^Loading/m)`,
  )
}
