import type { ConsoleMessage, Page } from 'playwright-core'

/** Listens to what browsers complain of: errors in the console, breaches of the content security policy, exceptions. */
export type Watch = {
  complaints: readonly string[]
  follow: (page: Page) => void
  expectRefusal: (status: number, address: RegExp) => void
  expectOffline: (page: Page, offline: boolean) => Promise<void>
}

/** The sign-in screen asks whether somebody is signed in already. */
const known = [{ status: 401, address: /\/api\/v1\/sessions\/current$/ }]

export function watch(): Watch {
  const complaints: string[] = []
  const refusals = [...known]
  const cutOff = new WeakSet<Page>()
  const isExpected = (message: ConsoleMessage, page: Page): boolean => {
    const { url } = message.location()
    const text = message.text()
    const status = Number(/responded with a status of (\d+)/.exec(text)?.[1])
    if (refusals.some((refusal) => refusal.status === status && refusal.address.test(url))) return true
    return cutOff.has(page) && /net::ERR_/.test(text)
  }
  return {
    complaints,
    follow: (page) => {
      page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`))
      page.on('console', (message) => {
        const bad = message.type() === 'error' || /Content Security Policy/i.test(message.text())
        if (bad && !isExpected(message, page))
          complaints.push(`console: ${message.text()} (${message.location().url})`)
      })
    },
    expectRefusal: (status, address) => void refusals.push({ status, address }),
    expectOffline: async (page, offline) => {
      cutOff.add(page)
      await page.context().setOffline(offline)
    },
  }
}
