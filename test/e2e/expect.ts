import type { Locator, Page } from 'playwright-core'

/** How long an event may take on a machine that is busy with other things; nobody waits so long where all is well. */
export const patienceMs = 40_000

/** Waits until it can be seen. */
export async function seen(...locators: Locator[]): Promise<void> {
  for (const locator of locators) await locator.first().waitFor({ state: 'visible', timeout: patienceMs })
}

/** Waits until it can no longer be seen. */
export async function gone(locator: Locator): Promise<void> {
  await until(
    `${String(locator)} is gone`,
    async () => (await locator.filter({ visible: true }).count()) === 0,
  )
}

/** Waits until exactly so many can be seen. */
export async function counted(locator: Locator, count: number): Promise<void> {
  await same(() => locator.filter({ visible: true }).count(), count, `number of ${String(locator)}`)
}

/** Waits until a field holds this. */
export async function holds(field: Locator, value: string | RegExp): Promise<void> {
  await until(`${String(field)} holds ${String(value)}`, async () => {
    const held = await field.inputValue()
    return typeof value === 'string' ? held === value : value.test(held)
  })
}

/** Waits until what is read equals this. */
export async function same<T>(read: () => Promise<T>, wanted: T, what: string): Promise<void> {
  let last: T | undefined
  await until(
    () => `${what}: expected ${JSON.stringify(wanted)}, last seen ${JSON.stringify(last)}`,
    async () => {
      last = await read()
      return JSON.stringify(last) === JSON.stringify(wanted)
    },
  )
}

/** Waits until it holds; says what did not when it does not come. */
export async function until(what: string | (() => string), check: () => Promise<boolean>): Promise<void> {
  const endsAt = performance.now() + patienceMs
  while (!(await check())) {
    if (performance.now() > endsAt)
      throw new Error(`Waited in vain: ${typeof what === 'string' ? what : what()}`)
    await new Promise((resolve) => setTimeout(resolve, 60))
  }
}

/** What must be so now. */
export function must(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise)
}

/** Waits until the address is this. */
export async function at(page: Page, address: RegExp): Promise<void> {
  await page.waitForURL(address, { timeout: patienceMs })
}

const statuses = /^(Preparing|Open|Submitted|Returned|Accepted|Confirmed|Cancelled)$/

/** Waits until the head of an open handoff says this status. */
export async function inStatus(page: Page, status: string): Promise<void> {
  const tag = page.getByRole('main').getByText(statuses).first()
  await same(() => tag.innerText(), status, 'status in the head of the handoff')
}
