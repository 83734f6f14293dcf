import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'

/** One figure, the goal it is held against and whether more of it is better. */
export type Figure = {
  what: string
  value: number
  unit: string
  goal: number | null
  better: 'more' | 'less'
}

const path = 'dist/bench/latest.json'

/** Prints a part's figures and puts them beside those of the other parts, so that each may be run when there is time. */
export function keepFigures(part: string, figures: readonly Figure[], method: Record<string, unknown>): void {
  console.log(`\n${part}`)
  console.table(
    figures.map(({ what, value, unit, goal, better }) => ({
      what,
      value: `${rounded(value)} ${unit}`,
      goal: goal === null ? '' : `${better === 'more' ? '≥' : '≤'} ${goal} ${unit}`,
      met: goal === null ? '' : (better === 'more' ? value >= goal : value <= goal) ? 'yes' : 'NO',
    })),
  )
  mkdirSync('dist/bench', { recursive: true })
  const kept = { ...earlier(), [part]: { at: new Date().toISOString(), machine: machine(), method, figures } }
  writeFileSync(path, `${JSON.stringify(kept, null, 2)}\n`)
  console.log(`Written to ${path}`)
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

function rounded(n: number): number {
  return n >= 100 ? Math.round(n) : Math.round(n * 100) / 100
}

function machine(): string {
  return `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`
}

function earlier(): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
  } catch {
    return {}
  }
}
