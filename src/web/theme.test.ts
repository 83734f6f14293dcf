import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const css = readFileSync(new URL('./theme.css', import.meta.url), 'utf8')
const token = /--color-([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g
const colours = new Map([...css.matchAll(token)].map(([, name, light, dark]) => [name, { light, dark }]))

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0)
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

const grounds = ['canvas', 'sunken', 'raised', 'hover']
const text = 4.5
const graphic = 3

/** Every pair that a component may put on screen: what is in front, behind, and what WCAG 2.2 AA asks of it. */
const pairs: [string, string[], number][] = [
  ['ink', [...grounds, 'active', 'highlight', 'accent-soft', 'ok-soft', 'warn-soft', 'danger-soft'], text],
  ['muted', [...grounds, 'active', 'highlight', 'accent-soft', 'ok-soft', 'warn-soft', 'danger-soft'], text],
  ['faint', [...grounds, 'highlight', 'accent-soft'], text],
  ['accent-ink', [...grounds, 'highlight', 'accent-soft', 'active'], text],
  ['ok-ink', [...grounds, 'ok-soft', 'accent-soft'], text],
  ['warn-ink', [...grounds, 'warn-soft', 'accent-soft'], text],
  ['danger-ink', [...grounds, 'highlight', 'danger-soft', 'accent-soft'], text],
  ['on-accent', ['accent', 'accent-hover'], text],
  ['on-accent', ['danger-fill', 'danger-fill-hover'], text],
  ['on-tip', ['tip'], text],
  ['on-tip-muted', ['tip'], text],
  ['control', grounds, graphic],
  ['accent', [...grounds, 'accent-soft'], graphic],
  ['focus', [...grounds, 'active', 'accent-soft', 'ok-soft', 'warn-soft', 'danger-soft'], graphic],
  ['ok', [...grounds, 'ok-soft', 'accent-soft'], graphic],
  ['warn', [...grounds, 'warn-soft', 'accent-soft'], graphic],
  ['danger', [...grounds, 'danger-soft', 'accent-soft'], graphic],
]

const cases = pairs.flatMap(([front, backs, least]) =>
  backs.flatMap((back) => (['light', 'dark'] as const).map((theme) => ({ front, back, theme, least }))),
)

describe('colours can be read', () => {
  test.each(cases)(
    '$front on $back in the $theme theme has at least $least : 1',
    ({ front, back, theme, least }) => {
      const a = colours.get(front)?.[theme]
      const b = colours.get(back)?.[theme]
      if (a === undefined || b === undefined) throw new Error(`theme.css has no pair ${front} / ${back}`)
      expect(Number(contrast(a, b).toFixed(2))).toBeGreaterThanOrEqual(least)
    },
  )
})
