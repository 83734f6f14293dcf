import type { Brief, BriefItem, GivenAnswer } from '../../src/contract/deals.ts'
import type { Handoff } from '../../src/contract/handoffs.ts'
import type { Person } from './doors.ts'
import type { Stage } from './stage.ts'

/** The tier follows from the annual value, in whole euros. */
export const values = { smb: 9_000, midMarket: 60_000, enterprise: 250_000 } as const

export type DealPlan = {
  /** The customer; the stage's mark is added. */
  customer: string
  annual?: number
  /** How much of what is asked the seller has answered: all, or what the gate needs, or nothing. */
  answered?: 'all' | 'gate' | 'nothing'
  csm?: Person
}

export type Arranged = { customer: string; dealId: string; handoffId: string }

/** The name of a customer that no other journey has. */
export function customerOf(stage: Stage, name: string): string {
  return `${name} ${stage.mark}`
}

/** A deal of Jonas that is likely to close. */
export async function likelyDeal(
  stage: Stage,
  plan: DealPlan,
): Promise<{ customer: string; dealId: string }> {
  const customer = customerOf(stage, plan.customer)
  const value = { amountMinor: (plan.annual ?? values.midMarket) * 100, currency: 'EUR' }
  const deal = await stage.call('ines', 'deal.create', {
    name: `${customer}, first site`,
    accountName: customer,
    ownerId: await memberId(stage, 'jonas'),
    stageKind: 'likely',
    dealType: 'new',
    amount: value,
    annual: value,
    products: ['Regalo Core'],
  })
  const answered = plan.answered ?? 'nothing'
  if (answered !== 'nothing') await answerAll(stage, deal.id, answered)
  return { customer, dealId: deal.id }
}

/** A deal of Jonas that is won, with its handoff in the hands of a CSM who can sign in. */
export async function openHandoff(stage: Stage, plan: DealPlan): Promise<Arranged> {
  const { customer, dealId } = await likelyDeal(stage, plan)
  const { version } = await stage.call('ines', 'deal.show', { id: dealId })
  await stage.call('ines', 'deal.update', { id: dealId, version, stageKind: 'won' })
  const { handoffId } = await stage.call('ines', 'deal.show', { id: dealId })
  if (handoffId === null) throw new Error(`${customer} was won and no handoff came of it`)
  const handoff = await stage.call('ines', 'handoff.show', { id: handoffId })
  const csmId = await memberId(stage, plan.csm ?? 'sofia')
  if (handoff.csm?.id !== csmId) {
    const change = { id: handoffId, version: handoff.version, csmId, reason: 'She knows this customer.' }
    await stage.call('ines', 'handoff.assign_csm', change)
  }
  return { customer, dealId, handoffId }
}

/** A handoff that waits for the verdict of Sofia. */
export async function submittedHandoff(stage: Stage, plan: DealPlan): Promise<Arranged> {
  const arranged = await openHandoff(stage, { answered: 'gate', ...plan })
  const { version, status } = await stage.call('jonas', 'handoff.show', { id: arranged.handoffId })
  if (status !== 'submitted') await stage.call('jonas', 'handoff.submit', { id: arranged.handoffId, version })
  return arranged
}

export function handoffOf(stage: Stage, { handoffId }: Arranged): Promise<Handoff> {
  return stage.call('ines', 'handoff.show', { id: handoffId })
}

export async function memberId(stage: Stage, person: Person): Promise<string> {
  const { member } = await stage.call(person, 'session.show', {})
  return member.id
}

async function answerAll(stage: Stage, dealId: string, which: 'all' | 'gate'): Promise<void> {
  const brief = await stage.call('jonas', 'answer.list', { id: dealId })
  for (const item of brief.items) if (isWanted(item, which)) await answerOne(stage, { brief, item })
}

function isWanted({ status, need }: BriefItem, which: 'all' | 'gate'): boolean {
  return status === 'missing' && (need === 'gate' || (which === 'all' && need === 'full'))
}

async function answerOne(stage: Stage, { brief, item }: { brief: Brief; item: BriefItem }): Promise<void> {
  const answer: GivenAnswer = { state: 'given', value: sampleValue(item), validated: 'customer' }
  const version = item.answer?.version ?? 0
  await stage.call('jonas', 'answer.put', {
    id: brief.dealId,
    requirementId: item.requirementId,
    version,
    answer,
  })
}

type Given = Extract<GivenAnswer, { state: 'given' }>['value']

/** Something believable of the right type. */
function sampleValue({ type, label, options, columns }: BriefItem): Given {
  switch (type) {
    case 'text':
      return `${label}: they told us in the call of 3 March that 240 orders a month go wrong and that it has to stop by June.`
    case 'number':
      return 12
    case 'money':
      return { amountMinor: 6_000_000, currency: 'EUR' }
    case 'date':
      return '2027-06-01'
    case 'yes_no':
      return false
    case 'choice':
      return options[0]?.id ?? ''
    case 'person_list':
      return [
        { name: 'Lena Fuchs', title: 'Head of logistics', role: 'Champion', email: 'lena@customer.example' },
      ]
    case 'link_list':
      return [{ url: 'https://files.example/contract', label: 'Contract' }]
    case 'table':
      return [Object.fromEntries(columns.map((column) => [column.id, sampleCell(column)]))]
  }
}

function sampleCell({ type, label, options }: BriefItem['columns'][number]): string | number | boolean {
  switch (type) {
    case 'text':
      return `${label} as agreed`
    case 'number':
      return 3
    case 'date':
      return '2027-06-01'
    case 'choice':
      return options?.[0] ?? ''
    case 'yes_no':
      return true
  }
}
