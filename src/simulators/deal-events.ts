/** A deal event as the standard preset of the webhook source expects it. */
export type DealEvent = { id: string; body: string }

export type DealPlan = {
  /** How many deals; each goes through every stage. */
  deals: number
  seed: number
  /** Moment of the first event, in milliseconds since 1970; one second lies between two events of a deal. */
  startMs: number
  /** Put before every id, so that two runs do not meet. */
  prefix: string
}

const stages = [
  { id: 'qualified', label: 'Qualified', probability: 20 },
  { id: 'proposal', label: 'Proposal', probability: 60 },
  { id: 'closedwon', label: 'Closed won', probability: 100 },
]
const products = ['Platform', 'Analytics', 'Support', 'Onboarding']
const firstNames = ['Ana', 'Bo', 'Chidi', 'Dana', 'Eva', 'Femi', 'Gita', 'Hugo']
const companyNames = [
  'Northwind Mills',
  'Blue Harbor',
  'Kestrel Foods',
  'Summit Rail',
  'Juniper Labs',
  'Orchard Bank',
  'Delta Ceramics',
  'Fjord Energy',
]

/** The events of invented deals in the order in which they happen; the same seed makes the same events. */
export function dealEvents({ deals, seed, startMs, prefix }: DealPlan): DealEvent[] {
  const random = randomFrom(seed)
  const plans = Array.from({ length: deals }, (_, index) => ({
    index,
    value: 5_000 + Math.floor(random() * 250_000),
    person: Math.floor(random() * 8),
    size: 1 + Math.floor(random() * 3),
  }))
  return stages.flatMap((stage, step) => plans.map((plan) => eventOf(plan, { stage, step, startMs, prefix })))
}

type Plan = { index: number; value: number; person: number; size: number }
type Moment = { stage: (typeof stages)[number]; step: number; startMs: number; prefix: string }

function eventOf(plan: Plan, { stage, step, startMs, prefix }: Moment): DealEvent {
  const at = new Date(startMs + step * 1000).toISOString()
  const name = `${companyNames[plan.index % companyNames.length] ?? ''} ${plan.index}`
  const person = firstNames[plan.person] ?? ''
  const id = `${prefix}deal-${plan.index}`
  const value = `${plan.value}.00`
  const deal = {
    id,
    name,
    pipeline: 'default',
    stage: { id: stage.id, label: stage.label },
    type: 'new',
    amount: value,
    annual_value: value,
    currency: 'EUR',
    probability: stage.probability,
    products: products.slice(0, plan.size),
    created_on: new Date(startMs).toISOString().slice(0, 10),
    ...(stage.id === 'closedwon' ? { won_at: at } : {}),
  }
  const account = { id: `${prefix}account-${plan.index}`, name }
  const owner = {
    id: `${prefix}owner-${plan.person}`,
    email: `${person.toLowerCase()}@sales.example.com`,
    name: person,
  }
  const buyer = {
    id: `${id}-buyer`,
    name: `${person} Buyer`,
    email: `buyer${plan.index}@customer.example.com`,
    role: 'buyer',
  }
  const body = { type: 'deal.updated', timestamp: at, data: { deal, account, owner, contacts: [buyer] } }
  return { id: `evt_${prefix}${plan.index}_${step}`, body: JSON.stringify(body) }
}

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
