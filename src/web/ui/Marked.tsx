import type { Ranges } from './fuzzy-match.ts'

/** A text with the letters that matched set apart. */
export function Marked({ text, ranges }: { text: string; ranges: Ranges }) {
  if (ranges.length === 0) return text
  const parts = ranges.flatMap(([from, to], index) => [
    text.slice(ranges[index - 1]?.[1] ?? 0, from),
    <b key={from} className="font-semibold text-ink">
      {text.slice(from, to)}
    </b>,
  ])
  return (
    <>
      {parts}
      {text.slice(ranges.at(-1)?.[1] ?? 0)}
    </>
  )
}
