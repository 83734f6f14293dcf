import type { Output } from '../contract/operations.ts'

type Plan = NonNullable<Output<'import.plan'>['plan']>
type Shown = Output<'import.show'>

const number = (n: number): string => n.toLocaleString('en-US')

function counted(counts: Record<string, number>): string {
  const parts = Object.entries(counts).flatMap(([kind, n]) =>
    n > 0 ? [`${number(n)} ${kind.replace('_', ' ')}`] : [],
  )
  return parts.join(', ') || 'nothing'
}

/** What an import would do, line by line. */
export function planLines(plan: Plan): string[] {
  const { counts, consequences } = plan
  const lines = [`Found: ${counted(counts.records)}.`, `Deals by stage: ${counted(counts.stages)}.`]
  if (counts.wonMinor !== null)
    lines.push(`Won deals are worth ${number(counts.wonMinor / 100)} ${counts.currency}.`)
  if (counts.setAside > 0) lines.push(`${number(counts.setAside)} rows cannot be read and will be set aside.`)
  if (plan.shiftDays !== 0) lines.push(`All dates are moved by ${number(plan.shiftDays)} days.`)
  for (const { severity, message } of plan.problems)
    lines.push(`${severity === 'error' ? 'Error' : 'Note'}: ${message}`)
  if (consequences) {
    lines.push(
      `Live: ${number(consequences.handoffs)} handoffs will be opened and ${number(consequences.messages)} messages sent; about ${number(consequences.overdueSteps)} steps were due before today and are closed as imported.`,
    )
  }
  return lines
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
  if (handoffs > 0) lines.push(`${number(handoffs)} handoffs were opened.`)
  if (setAside > 0) {
    lines.push(
      `${number(setAside)} rows were set aside. See them with: ./throughline import problems --id ${shown.id}`,
    )
  }
  if (shown.error) lines.push(shown.error)
  return lines
}
