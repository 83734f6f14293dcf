import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { openDoors } from './doors.ts'
import { gone, must, seen } from './expect.ts'
import { fixture } from './fixture.ts'
import { openStage, type Stage } from './stage.ts'
import type { World } from './world.ts'

const directory = join('docs', 'screenshots')
const mostBytes = 300_000

type Shot = { file: string; take: (stage: Stage) => Promise<Page> }

/** The pictures of the README, from the demo as it is made at the first start. */
const shots: readonly Shot[] = [
  { file: 'today.png', take: (stage) => open(stage, '/', { as: 'jonas' }) },
  { file: 'today-dark.png', take: (stage) => open(stage, '/', { as: 'sofia', dark: true }) },
  { file: 'pipeline.png', take: (stage) => open(stage, '/pipeline', { as: 'ruth' }) },
  { file: 'handoff.png', take: handoff },
  { file: 'capture-phone.png', take: capture },
  { file: 'import.png', take: importing },
  { file: 'playbook.png', take: (stage) => open(stage, '/playbook?part=requirements', { as: 'ines' }) },
  { file: 'setup.png', take: (stage) => open(stage, '/setup', { as: 'ines' }) },
]

/** Takes the pictures of the README anew; only when asked for, so that a test run changes no file of the tree. */
export async function takeScreenshots(browser: Browser, world: World): Promise<void> {
  mkdirSync(directory, { recursive: true })
  const doors = openDoors(browser, world)
  for (const { file, take } of shots) {
    const stage = openStage(browser, world, doors)
    try {
      const page = await take(stage)
      await gone(page.getByText(/^Loading/))
      const path = join(directory, file)
      await page.screenshot({ path, scale: 'css', animations: 'disabled', caret: 'hide' })
      must(statSync(path).size < mostBytes, `${path} has ${statSync(path).size} bytes, over ${mostBytes}`)
    } finally {
      await stage.close()
    }
  }
}

type Opening = { as: Parameters<Stage['as']>[0]; dark?: boolean; phone?: boolean }

async function open(stage: Stage, path: string, { as, ...options }: Opening): Promise<Page> {
  const page = await stage.as(as, options)
  await page.goto(path)
  await seen(page.getByRole('main').getByRole('heading', { level: 1 }))
  return page
}

/** A handoff that has come far: answers, questions and clocks. */
async function handoff(stage: Stage): Promise<Page> {
  const { items } = await stage.call('ines', 'handoff.list', { search: 'Costa Verde Hotels' })
  const found = items.find(({ tier }) => tier === 'enterprise')
  if (!found) throw new Error('The demo has no large handoff of Costa Verde Hotels')
  return open(stage, `/handoffs/${found.id}`, { as: 'sofia' })
}

/** A small deal, in the middle of its questions. */
async function capture(stage: Stage): Promise<Page> {
  const { member } = await stage.call('jonas', 'session.show', {})
  const value = { amountMinor: 900_000, currency: 'EUR' }
  const deal = await stage.call('ines', 'deal.create', {
    name: 'Regalo for the first shop',
    accountName: 'Juniper Bikes',
    ownerId: member.id,
    stageKind: 'likely',
    amount: value,
    annual: value,
    products: ['Regalo Core'],
  })
  const page = await open(stage, `/capture/${deal.id}?q=pains`, { as: 'jonas', phone: true })
  const pain = 'Eleven of a hundred parcels go to the wrong address, at 14 euros each.'
  await page.getByRole('textbox', { name: 'What hurts most' }).fill(pain)
  return page
}

/** The preview of a small file. */
async function importing(stage: Stage): Promise<Page> {
  const page = await open(stage, '/import', { as: 'ines' })
  const files = ['deals.csv', 'products.csv'].map((name) => fixture(name, 'Co'))
  await page.getByLabel('Choose files').setInputFiles(files)
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  await seen(page.getByRole('region', { name: 'Worth a look' }))
  await page.getByText('Set aside').first().scrollIntoViewIfNeeded()
  return page
}
