import type { Condition } from '../../../../core/playbook/condition.ts'
import type { Duration } from '../../../../core/playbook/playbook.ts'
import { type Document, roughHours, type ShownStep, shortDuration } from '../playbook-words.ts'

/** A moment after the signature, as the sum of what leads to it. */
type Moment = { hours: number; parts: readonly Duration[] }

export type TimelineBar = {
  step: ShownStep
  /** Columns of the axis: where its clock starts, and where it is due. */
  from: number
  to: number
}

export type Timeline = {
  before: ShownStep[]
  /** What the axis is marked with, from the signature on. */
  ticks: { hours: number; label: string }[]
  bars: TimelineBar[]
  /** Steps that begin whenever something happens again and stand at no fixed time. */
  whenever: ShownStep[]
}

const start: Moment = { hours: 0, parts: [] }

/** The steps of a tier on one axis of the moments at which something is due; equal distances, not to scale. */
export function stepTimeline(document: Document, tier: string): Timeline {
  const steps = document.steps.filter((step) => step.due[tier] !== undefined)
  const before = steps.filter(({ when }) => when !== undefined && isBeforeSignature(when))
  const placed = steps
    .filter((step) => !before.includes(step))
    .map((step) => ({ step, begins: beginOf(step, { steps, tier, seen: new Set() }) }))
  const timed = placed.flatMap(({ step, begins }) => {
    const due = step.due[tier]
    return begins && due ? [{ step, begins, due: later(begins, due) }] : []
  })
  const moments = [start, ...timed.flatMap(({ begins, due }) => [begins, due])]
  const ticks = [...new Map(moments.map((moment) => [moment.hours, moment])).values()]
    .sort((a, b) => a.hours - b.hours)
    .map(({ hours, parts }) => ({ hours, label: label(parts) }))
  const columnOf = ({ hours }: Moment): number => ticks.findIndex((tick) => tick.hours === hours)
  const bars = timed
    .sort((a, b) => a.due.hours - b.due.hours || a.begins.hours - b.begins.hours)
    .map(({ step, begins, due }) => ({ step, from: columnOf(begins), to: columnOf(due) }))
  return { before, ticks, bars, whenever: placed.filter(({ begins }) => !begins).map(({ step }) => step) }
}

/** A step that is there only while the deal is neither won nor signed. */
function isBeforeSignature(when: Condition): boolean {
  if ('all' in when) return when.all.some(isBeforeSignature)
  if (!('field' in when) || when.op !== 'eq') return false
  return (when.field === 'deal.won' || when.field === 'deal.signed') && when.value === false
}

type Around = { steps: readonly ShownStep[]; tier: string; seen: ReadonlySet<string> }

/** When a step's clock starts: at the signature, or when the step that leads there is due; null where nothing says when. */
function beginOf(step: ShownStep, { steps, tier, seen }: Around): Moment | null {
  const { anchor } = step
  if ('fact' in anchor && (anchor.fact === 'signed' || anchor.fact === 'won')) return start
  const leads = steps.find((one) => ('fact' in anchor ? one.fact === anchor.fact : one.id === anchor.step))
  const due = leads?.due[tier]
  if (!leads || !due || seen.has(leads.id)) return null
  const begins = beginOf(leads, { steps, tier, seen: new Set([...seen, leads.id]) })
  return begins && later(begins, due)
}

function later(moment: Moment, duration: Duration): Moment {
  const parts = add(moment.parts, duration)
  return { hours: moment.hours + roughHours(duration), parts }
}

/** Business days and days add up to one number; other kinds stand beside each other. */
function add(parts: readonly Duration[], more: Duration): Duration[] {
  const last = parts.at(-1)
  if (last && 'business_days' in last && 'business_days' in more)
    return [...parts.slice(0, -1), { business_days: last.business_days + more.business_days }]
  if (last && 'days' in last && 'days' in more)
    return [...parts.slice(0, -1), { days: last.days + more.days }]
  return [...parts, more]
}

function label(parts: readonly Duration[]): string {
  return parts.length === 0 ? 'Signed' : parts.map(shortDuration).join(' + ')
}
