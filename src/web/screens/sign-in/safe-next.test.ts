import { expect, it } from 'vitest'
import { safeNext } from './safe-next.ts'

const origin = 'https://throughline.example'

it('goes back to the page that asked for signing in', () => {
  expect(safeNext('/handoffs/hnd_1?tab=steps#top', origin)).toBe('/handoffs/hnd_1?tab=steps#top')
})

it.each([
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example/',
  '/\t/evil.example/',
  'javascript:alert(1)',
  'handoffs',
  '',
  undefined,
  7,
])('never leaves this site: %j goes to Today', (next) => {
  expect(safeNext(next, origin)).toBe('/')
})

it('does not come back to signing in', () => {
  expect(safeNext('/sign-in?next=/sign-in', origin)).toBe('/')
})
