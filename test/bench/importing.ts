import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keepFigures, median } from './figures.ts'
import { makeWorld } from './world.ts'

const deals = 8_800
const rounds = 3
const checkout = join(import.meta.dirname, '..', '..')

/** The command line brings past deals in, each time under new ids: from the call to its last line, its start included. */
export async function measureImport(): Promise<void> {
  await using world = await makeWorld()
  const folder = mkdtempSync(join(tmpdir(), 'tl-bench-import-'))
  const perSecond: number[] = []
  try {
    for (let round = 0; round <= rounds; round++) {
      const file = join(folder, 'deals.csv')
      writeFileSync(file, [header, ...Array.from({ length: deals }, (_, i) => row(round, i))].join('\n'))
      const from = performance.now()
      execFileSync(process.execPath, ['src/cli/main.ts', 'import', file, '--history', '--yes', '--json'], {
        cwd: checkout,
        env: { PATH: process.env['PATH'] ?? '', ...world.env },
        // Its progress is kept for the case that it fails: then it stands in the error.
        stdio: 'pipe',
      })
      if (round > 0) perSecond.push((1_000 * deals) / (performance.now() - from))
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  const [there] = await world.query<{ n: string }>('SELECT count(*) AS n FROM deal')
  if (Number(there?.n) !== deals * (rounds + 1)) throw new Error(`${there?.n} deals came in`)
  const figure = {
    what: `import of ${deals} past deals`,
    value: median(perSecond),
    unit: 'rows/s',
    goal: 5_000,
  } as const
  keepFigures('Import', [{ ...figure, better: 'more' }], { deals, rounds })
}

const header = 'Deal ID,Deal Name,Account,Owner,Stage,Amount,Currency,Close Date,Created'

function row(round: number, i: number): string {
  const stage = ['Won', 'Won', 'Lost', 'Open'][i % 4] ?? 'Open'
  const day = String(1 + (i % 28)).padStart(2, '0')
  const cells = [
    `R${round}-${i}`,
    `Deal ${i}`,
    `Customer ${i % 85}`,
    `Seller ${i % 35}`,
    stage,
    `${100 * (i % 500)}.00`,
  ]
  return [...cells, 'EUR', `2025-03-${day}`, `2025-01-${day}`].join()
}
