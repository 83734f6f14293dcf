import type { DealType } from '../../core/deal/deal.ts'

export type DemoMove = 'submit' | 'accept' | 'accept_with_gaps' | 'return' | 'hold' | 'cancel' | 'confirm'

export type DemoDeal = {
  /** Which of the demo's customers. */
  customer: number
  name: string
  ae: 'ae1' | 'ae2' | 'ae3'
  stage: 'open' | 'likely' | 'won' | 'lost'
  /** In whole euros a year; NULL where nobody entered it. */
  value: number | null
  type: DealType
  daysAgo: number
  signed: boolean
  /** How many of the demo's answers the seller got to. */
  answered: number
  /** How many of first touch, introduction, internal meeting and kickoff have happened. */
  facts: number
  moves: readonly DemoMove[]
}

const sellers = ['ae1', 'ae2', 'ae3'] as const

type Won = readonly [
  customer: number,
  value: number | null,
  daysAgo: number,
  answered: number,
  facts: number,
  moves: readonly DemoMove[],
]

/** One won deal for each of twenty customers: every status, early and late. */
const won: readonly Won[] = [
  [0, 48_000, 3, 24, 2, ['submit', 'accept']],
  [1, 18_000, 1, 12, 0, []],
  [2, 240_000, 6, 24, 4, ['submit', 'accept']],
  [3, 9_500, 2, 12, 1, ['submit']],
  [4, 72_000, 1, 20, 0, ['submit']],
  [5, 310_000, 2, 24, 1, ['submit']],
  [6, 36_000, 4, 9, 1, ['submit', 'return']],
  [7, 14_000, 30, 12, 4, ['submit', 'accept', 'confirm']],
  [8, 88_000, 9, 24, 2, ['submit', 'accept_with_gaps']],
  [9, 160_000, 1, 16, 0, []],
  [10, 6_000, 0, 7, 0, []],
  [11, 21_000, 5, 3, 0, []],
  [12, 420_000, 12, 24, 4, ['submit', 'accept']],
  [13, 4_800, 50, 12, 4, ['submit', 'accept', 'confirm']],
  [14, 39_000, 7, 18, 1, ['hold']],
  [15, 11_500, 3, 6, 0, []],
  [16, 54_000, 2, 14, 1, ['submit', 'return', 'submit']],
  [17, 130_000, 20, 24, 3, ['submit', 'accept']],
  [18, 16_000, 8, 10, 1, ['cancel']],
  [19, null, 1, 5, 0, []],
]

const seller = (i: number): DemoDeal['ae'] => sellers[i % 3] ?? 'ae1'

/** What customers think about next, the small things first. */
const followOns = [
  'Voice picking trial',
  'Carrier labels and tracking',
  'Returns centre',
  'Second shift at the main depot',
  'Robotics pilot',
  'Regional depot',
  'Yard management',
  'Cross-dock in the north',
  'Spare parts warehouse',
  'Robotics for aisles 1 to 8',
  'Pallet tracking at all sites',
  'Group-wide roll-out, phase one',
] as const

const furtherSites = [
  'Second site',
  'Central warehouse',
  'Overflow hall',
  'Southern depot',
  'Second and third site',
  'Export terminal',
] as const

/** About sixty deals: likely ones with answers missing, won ones at every point, further deals of customers, some lost, a renewal. */
export const demoPlan: readonly DemoDeal[] = [
  ...won.map(
    ([customer, value, daysAgo, answered, facts, moves]): DemoDeal => ({
      customer,
      name: 'Regalo for the first site',
      ae: seller(customer),
      stage: 'won',
      value,
      type: 'new',
      daysAgo,
      signed: customer % 4 !== 0,
      answered,
      facts,
      moves,
    }),
  ),
  ...[2, 5, 7, 12, 13, 17].map(
    (customer, i): DemoDeal => ({
      customer,
      name: furtherSites[i] ?? 'Second site',
      ae: seller(customer),
      stage: i < 4 ? 'won' : 'likely',
      value: 20_000 + i * 9_000,
      type: 'expansion',
      daysAgo: i,
      signed: false,
      answered: 4,
      facts: 0,
      moves: i === 0 ? ['submit', 'accept'] : [],
    }),
  ),
  ...[0, 1, 3, 4, 6, 8, 9, 11, 14, 16, 18, 19].map(
    (customer, i): DemoDeal => ({
      customer,
      name: followOns[i] ?? 'Next site',
      ae: seller(customer + 1),
      stage: 'likely',
      value: 15_000 + i * 12_000,
      type: i % 3 === 0 ? 'expansion' : 'new',
      daysAgo: 2,
      signed: false,
      answered: (i * 5) % 13,
      facts: 0,
      moves: [],
    }),
  ),
  ...Array.from(
    { length: 14 },
    (_, i): DemoDeal => ({
      customer: (i * 3) % 20,
      name: ['Forecasting add-on', 'Returns module', 'Warehouse analytics'][i % 3] ?? 'Add-on',
      ae: seller(i),
      stage: 'open',
      value: 8_000 + i * 3_500,
      type: 'new',
      daysAgo: 5,
      signed: false,
      answered: i % 4,
      facts: 0,
      moves: [],
    }),
  ),
  ...[5, 10, 15, 18, 1, 8].map(
    (customer, i): DemoDeal => ({
      customer,
      name: 'Night shift terminals',
      ae: seller(i),
      stage: 'lost',
      value: 12_000 + i * 4_000,
      type: 'new',
      daysAgo: 15,
      signed: false,
      answered: 0,
      facts: 0,
      moves: [],
    }),
  ),
  {
    customer: 13,
    name: 'Renewal',
    ae: 'ae2',
    stage: 'won',
    value: 5_200,
    type: 'renewal',
    daysAgo: 4,
    signed: true,
    answered: 0,
    facts: 0,
    moves: [],
  },
]
