import { classNames } from './class-names.ts'

const hues = [262, 200, 165, 130, 75, 40, 15, 345, 310, 285]

/** First letters of first and last name: `Ada Lovelace` → AL. */
function initials(name: string): string {
  const words = name
    .replace(/[^\p{L}\p{N}\s'-]/gu, ' ')
    .trim()
    .split(/\s+/)
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return (
    letters
      .map((word) => Array.from(word ?? '')[0] ?? '')
      .join('')
      .toUpperCase() || '?'
  )
}

function hueOf(name: string): number {
  const sum = Array.from(name).reduce((total, char) => (total * 31 + (char.codePointAt(0) ?? 0)) >>> 0, 7)
  return hues[sum % hues.length] ?? 262
}

const sizes = { sm: 'size-5 text-[0.5625rem]', md: 'size-6 text-[0.625rem]', lg: 'size-9 text-sm' } as const

/** A person as initials on a colour of their own. Decorative: the name stands beside it. */
export function Avatar({ name, size = 'sm' }: { name: string | null; size?: keyof typeof sizes }) {
  const round = classNames(
    'inline-flex shrink-0 items-center justify-center rounded-full leading-none font-semibold select-none',
    sizes[size],
  )
  if (name === null)
    return <span aria-hidden className={classNames(round, 'border border-dashed border-control')} />
  const hue = hueOf(name)
  return (
    <span
      aria-hidden
      data-initials={initials(name)}
      // drawn, not written: initials are no text to read, find or copy
      className={classNames(round, 'before:content-[attr(data-initials)]')}
      style={{
        background: `light-dark(oklch(0.93 0.045 ${hue}), oklch(0.36 0.06 ${hue}))`,
        color: `light-dark(oklch(0.4 0.11 ${hue}), oklch(0.9 0.06 ${hue}))`,
      }}
    />
  )
}
