import { readMapping } from '../app/imports/mapping/check/read-mapping.ts'
import { asShownProfile, type ShownProfile } from '../app/imports/mapping/profile/shown-profile.ts'
import { currencyDigits } from '../app/imports/mapping/values/currency.ts'
import type { Output } from '../contract/operations.ts'

type Plan = NonNullable<Output<'import.plan'>['plan']>
type Shown = Output<'import.show'>

const number = (n: number): string => n.toLocaleString('en-US')

/** `1 row`, `1,480 rows`. */
export function count(n: number, noun: string): string {
  return `${number(n)} ${noun}${n === 1 ? '' : 's'}`
}

function counted(counts: Record<string, number>): string {
  const parts = Object.entries(counts).flatMap(([kind, n]) =>
    n > 0 ? [`${number(n)} ${n === 1 ? (singular[kind] ?? kind) : kind.replace('_', ' ')}`] : [],
  )
  return parts.join(', ') || 'nothing'
}

const singular: Readonly<Record<string, string>> = {
  people: 'person',
  accounts: 'account',
  products: 'product',
  contacts: 'contact',
  deals: 'deal',
  line_items: 'line item',
}

/** What an import would do, line by line. */
export function planLines(plan: Plan): string[] {
  const { counts, consequences } = plan
  const lines = [`Found: ${counted(counts.records)}.`]
  if (Object.keys(counts.stages).length > 0) lines.push(`Deals by stage: ${counted(counts.stages)}.`)
  if (counts.wonMinor !== null && counts.stages['won'])
    lines.push(
      `Won deals are worth ${number(counts.wonMinor / 10 ** currencyDigits(counts.currency))} ${counts.currency}.`,
    )
  if (counts.setAside > 0)
    lines.push(`${count(counts.setAside, 'row')} cannot be read and will be set aside.`)
  lines.push(...orderLines(plan))
  if (plan.shiftDays !== 0) lines.push(`All dates are moved by ${count(plan.shiftDays, 'day')}.`)
  const told = plan.problems.map(
    ({ severity, message }) => `${severity === 'error' ? 'Error' : 'Note'}: ${message}`,
  )
  lines.push(...new Set(told))
  if (consequences) {
    lines.push(
      `Live: ${count(consequences.handoffs, 'handoff')} will be opened and ${count(consequences.messages, 'message')} sent; about ${count(consequences.overdueSteps, 'step')} due before today will be closed as imported.`,
    )
  }
  return lines
}

/** How each column of dates is read, where that had to be decided. */
function orderLines({ mapping, profiles }: Plan): string[] {
  const read = readMapping(mapping)
  if (!read.ok) return []
  return read.value.files.flatMap((file) => {
    if (file.kind === 'ignore') return []
    const profile = asShownProfile(profiles.find((one) => one['file'] === file.file))
    return Object.values(file.fields).flatMap((source) => {
      if (source?.from !== 'column' || !source.date?.order) return []
      const proof = proofOf(profile, source.column)
      return [`Dates: ${source.column} is read with the ${orders[source.date.order]}${proof}.`]
    })
  })
}

const orders = { dmy: 'day before the month', mdy: 'month before the day', ymd: 'year first' } as const

function proofOf(profile: ShownProfile | undefined, column: string): string {
  const found = profile?.columns.find((one) => one.column === column)
  return found?.dates?.proof ? `, as ${found.dates.proof} shows` : ', which no value of it decides'
}

export function progressLine({ progress }: Shown): string {
  const { phase, read, total, handoffs } = progress
  const of = total === null ? '' : ` of ${number(total)}`
  return phase === 'handoffs'
    ? `Handoffs: ${number(handoffs)}`
    : `${phase.replace('_', ' ')}: ${number(read)}${of} rows`
}

/** What came of an import, line by line. */
export function resultLines(shown: Shown): string[] {
  const { created, updated, unchanged, setAside, handoffs } = shown.progress
  const lines = [`New: ${counted(created)}. Changed: ${counted(updated)}. Unchanged: ${counted(unchanged)}.`]
  if (handoffs > 0) lines.push(`${count(handoffs, 'handoff')} ${handoffs === 1 ? 'was' : 'were'} opened.`)
  if (setAside > 0) {
    lines.push(
      `${count(setAside, 'row')} ${setAside === 1 ? 'was' : 'were'} set aside. Get them, each with its reason, with: ./throughline import problems-csv --id ${shown.id} > FILE`,
    )
  }
  if (shown.error) lines.push(shown.error)
  return lines
}
