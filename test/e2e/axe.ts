import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const wcag22aa = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Fails, with rule and place, where a screen breaks WCAG 2.2 AA as far as a program can tell. */
export async function accessible(page: Page, what: string): Promise<void> {
  await settled(page)
  const { violations } = await new AxeBuilder({ page })
    .withTags(wcag22aa)
    // Empty stops of the keyboard that popups put around themselves while they are open.
    .exclude('[data-base-ui-focus-guard]')
    .setLegacyMode(true)
    .analyze()
  if (violations.length === 0) return
  const lines = violations.flatMap(({ id, help, nodes }) => [
    `  ${id}: ${help}`,
    ...nodes
      .slice(0, 4)
      .map(
        (node) =>
          `    ${node.html.slice(0, 220)}\n      ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`,
      ),
  ])
  throw new Error(`${what} breaks WCAG 2.2 AA:\n${lines.join('\n')}`)
}

/** Colours are judged when nothing fades any more. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(`Promise.allSettled(
    document.getAnimations().filter((a) => a.effect?.getComputedTiming().iterations !== Infinity).map((a) => a.finished),
  ).then(() => undefined)`)
}
