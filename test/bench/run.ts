// npm run bench [-- core-job reading import process decide] [--rounds 5 --events 1500 --clients 8] [--handoffs 1000000 --keep DIR]
import { parseArgs } from 'node:util'
import { measureCoreJob } from './core-job.ts'
import { measureDeciding } from './deciding.ts'
import { measureImport } from './importing.ts'
import { measureProcess } from './process.ts'
import { measureReading } from './reading.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    events: { type: 'string', default: '1500' },
    clients: { type: 'string', default: '8' },
    handoffs: { type: 'string', default: '20000' },
    keep: { type: 'string' },
  },
})

const parts: Record<string, () => Promise<void> | void> = {
  decide: measureDeciding,
  'core-job': () =>
    measureCoreJob({
      rounds: whole('rounds', values.rounds),
      events: whole('events', values.events),
      clients: whole('clients', values.clients),
    }),
  reading: () => measureReading({ handoffs: whole('handoffs', values.handoffs), keep: values.keep ?? null }),
  import: measureImport,
  process: measureProcess,
}

const asked = positionals.length > 0 ? positionals : Object.keys(parts)
const unknown = asked.find((name) => !Object.hasOwn(parts, name))
if (unknown !== undefined)
  throw new Error(`There is no part "${unknown}"; there are ${Object.keys(parts).join(', ')}.`)
for (const name of asked) await parts[name]?.()

function whole(name: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new Error(`--${name} is "${text}"; expected a whole number above 0`)
}
