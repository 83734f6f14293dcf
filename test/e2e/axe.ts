import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const wcag22aa = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Fails, with rule and place, where a screen breaks WCAG 2.2 AA as far as a program can tell. */
export async function accessible(page: Page, what: string): Promise<void> {
  await judge(page, what, (axe) => axe.withTags(wcag22aa))
}

/** The same for the colours alone: another theme changes nothing else. */
export async function legible(page: Page, what: string): Promise<void> {
  await judge(page, what, (axe) => axe.withRules(['color-contrast', 'link-in-text-block']))
}

async function judge(page: Page, what: string, by: (axe: AxeBuilder) => AxeBuilder): Promise<void> {
  await settled(page)
  const { violations } = await by(new AxeBuilder({ page }))
    // Empty stops of the keyboard that popups put around themselves while they are open.
    .exclude('[data-base-ui-focus-guard]')
    .setLegacyMode(true)
    .analyze()
  if (violations.length === 0) return
  const lines = violations.flatMap(({ id, help, nodes }) => [
    `  ${id}: ${help}`,
    ...nodes.slice(0, 4).map((node) => {
      const why = node.failureSummary?.split('\n')[1]?.trim() ?? ''
      return `    ${node.html.slice(0, 220)}\n      ${why}`
    }),
  ])
  throw new Error(`${what} breaks WCAG 2.2 AA:\n${lines.join('\n')}`)
}

/** Colours are judged when what was asked for is drawn and nothing fades any more: a fade may begin a frame later. */
async function settled(page: Page): Promise<void> {
  await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))')
  await page.evaluate(`Promise.allSettled(
    document.getAnimations().filter((a) => a.effect?.getComputedTiming().iterations !== Infinity).map((a) => a.finished),
  ).then(() => undefined)`)
}
