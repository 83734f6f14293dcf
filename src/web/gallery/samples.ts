import type { ClockState } from '../ui/CountdownPill.tsx'
import type { Person } from '../ui/PersonChip.tsx'
import type { StatusShape } from '../ui/StatusDot.tsx'
import type { Tone } from '../ui/tone.ts'

export const people: Person[] = [
  { id: 'm1', name: 'Ines Marchetti', hint: 'CSM, EMEA enterprise' },
  { id: 'm2', name: 'Tobias Lund', hint: 'Account executive' },
  { id: 'm3', name: 'Priya Raman', hint: 'CSM, APAC' },
  { id: 'm4', name: 'Jonah Whitfield', hint: 'Sales manager' },
  { id: 'm5', name: 'Léa Fontaine', hint: 'RevOps' },
  { id: 'm6', name: 'Samuel Okafor', hint: 'Implementation lead' },
  { id: 'm7', name: 'Mei Tanaka', hint: 'Account executive' },
  { id: 'm8', name: 'Carlos Ibarra', hint: 'CS manager' },
]

export async function searchPeople(query: string, signal: AbortSignal): Promise<Person[]> {
  await new Promise((resolve) => setTimeout(resolve, 250))
  signal.throwIfAborted()
  return people.filter((person) => person.name.toLowerCase().includes(query.toLowerCase()))
}

export const statuses = [
  { id: 'preparing', label: 'Preparing', shape: 'dashed', tone: 'neutral' },
  { id: 'open', label: 'Open', shape: 'empty', tone: 'accent' },
  { id: 'submitted', label: 'Submitted', shape: 'half', tone: 'warn' },
  { id: 'returned', label: 'Returned', shape: 'returned', tone: 'danger' },
  { id: 'accepted', label: 'Accepted', shape: 'most', tone: 'ok' },
  { id: 'confirmed', label: 'Confirmed', shape: 'full', tone: 'ok' },
  { id: 'cancelled', label: 'Cancelled', shape: 'crossed', tone: 'neutral' },
] as const satisfies readonly { id: string; label: string; shape: StatusShape; tone: Tone }[]

export const tiers = [
  { label: 'SMB', level: 1 },
  { label: 'Mid-market', level: 2 },
  { label: 'Enterprise', level: 3 },
  { label: 'Follow-on', level: 0 },
] as const

export type Deal = {
  id: string
  customer: string
  status: (typeof statuses)[number]
  tier: (typeof tiers)[number]
  minor: number
  ae: Person
  csm: Person | null
  due: string
  clock: ClockState
  complete: number
  changed: string
}

const first = [
  'Halden',
  'Norrland',
  'Brightwater',
  'Quillon',
  'Ostrava',
  'Pemberley',
  'Kestrel',
  'Vantage',
  'Lumen',
  'Arbor',
  'Fjord',
  'Calder',
  'Meridian',
  'Solway',
  'Tamarind',
  'Ravelin',
]
const second = [
  'Logistics',
  'Health',
  'Robotics',
  'Foods',
  'Energy',
  'Retail Group',
  'Insurance',
  'Labs',
  'Mobility',
  'Paper',
  'Systems',
  'Media',
  'Dental Partners',
  'Freight',
]
const clocks: ClockState[] = [
  'on_track',
  'on_track',
  'at_risk',
  'late',
  'on_track',
  'paused',
  'done',
  'on_track',
]
const hour = 3_600_000

function pick<T>(list: readonly T[], index: number): T {
  const item = list[index % list.length]
  if (item === undefined) throw new Error('an empty list')
  return item
}

export function makeDeal(index: number, now: number): Deal {
  const mixed = (index * 2_654_435_761) >>> 0
  const clock = pick(clocks, mixed >>> 3)
  const away = ((mixed >>> 5) % 90) + 2
  const done = pick([1, 0.92, 0.75, 0.4, 0.83, 0.1], mixed >>> 7)
  return {
    id: `hof_${index}`,
    customer: `${pick(first, mixed >>> 2)} ${pick(second, mixed >>> 6)}`,
    status: pick(statuses, mixed >>> 4),
    tier: pick(tiers, mixed >>> 8),
    minor: (((mixed >>> 9) % 240) + 4) * 100_000,
    ae: pick(people, mixed >>> 10),
    csm: mixed % 7 === 0 ? null : pick(people, mixed >>> 11),
    due: new Date(now + (clock === 'late' || clock === 'done' ? -away : away) * hour).toISOString(),
    clock,
    complete: done,
    changed: new Date(now - ((mixed >>> 3) % 300) * hour).toISOString(),
  }
}
