import type { AnswerValue } from '../../core/deal/answer.ts'
import type { Day } from '../../core/lib/instant.ts'
import type { DemoCustomer } from './demo-customers.ts'

type Told = { id: string; value: AnswerValue } | { id: string; none: true }

/** What the seller of the demo wrote down, in the order in which sellers learn it. */
export function demoAnswers(c: DemoCustomer, when: { byOn: Day; goLiveOn: Day }): Told[] {
  const email = (name: string): string =>
    `${name
      .toLowerCase()
      .normalize('NFD')
      .replaceAll(/[^a-z ]/g, '')
      .replaceAll(' ', '.')}@${c.name.toLowerCase().replaceAll(/[^a-z]/g, '')}.example`
  const champion = {
    name: c.champion,
    title: c.championTitle,
    role: 'Champion',
    email: email(c.champion),
    sentiment: 'Positive',
    stays: true,
  }
  const decider = {
    name: c.decider,
    title: c.deciderTitle,
    role: 'Decision maker',
    email: email(c.decider),
    sentiment: 'Neutral',
    stays: true,
  }
  return [
    { id: 'why_bought', value: `${c.trigger} Doing nothing was no option after that.` },
    { id: 'pains', value: c.pain },
    { id: 'goals', value: [{ goal: c.goal, now: c.now, target: c.target, by: when.byOn }] },
    { id: 'champion', value: [champion] },
    {
      id: 'commitments',
      value: [
        {
          promise: 'Two days of training on site before go-live',
          kind: 'Service',
          to_whom: c.champion,
          by: when.goLiveOn,
          said_where: 'Demo call',
        },
      ],
    },
    {
      id: 'success_criteria',
      value: `${c.goal}: from ${c.now} to ${c.target} by ${when.byOn}, measured by ${c.champion} each Monday.`,
    },
    { id: 'decision_makers', value: [decider] },
    { id: 'go_live_on', value: when.goLiveOn },
    {
      id: 'technical_contact',
      value: [{ name: c.champion, role: 'Technical contact', email: email(c.champion) }],
    },
    { id: 'blockers', none: true },
    { id: 'special_terms', value: 'Twelve months, a break clause after six if the first site is not live.' },
    {
      id: 'risks',
      value: [
        {
          risk: 'The project team shrinks in the holiday season',
          kind: 'Time',
          likelihood: 'Medium',
          answer: 'Train before the holidays, go live after them',
        },
      ],
    },
    {
      id: 'current_process',
      value: c.replaces
        ? `Today they work with ${c.replaces}. ${c.pain}`
        : `There is no system; people ask each other. ${c.pain}`,
    },
    c.replaces ? { id: 'replaces', value: c.replaces } : { id: 'replaces', none: true },
    { id: 'why_us', value: 'We were the only ones who came to the warehouse and walked a shift with them.' },
    {
      id: 'deal_story',
      value: `${c.champion} found us through a colleague, tried the demo with real orders, and convinced ${c.decider} with the figures of the first week.`,
    },
    { id: 'data_migration', value: c.replaces !== null && c.employees > 500 },
    {
      id: 'integrations',
      value: [
        {
          system: 'ERP',
          purpose: 'Orders in, shipments out',
          direction: 'Both',
          owner: c.champion,
          by: when.goLiveOn,
        },
      ],
    },
    { id: 'economic_buyer', value: [{ ...decider, role: 'Economic buyer' }] },
    { id: 'roi_measure', value: `${c.goal}, in the first 90 days: ${c.now} before, ${c.target} after.` },
    { id: 'scope', value: 'One site, receiving, picking and returns. Forecasting is not part of it.' },
    {
      id: 'objections',
      value: `${c.decider} worried that the people on the floor would not take to it; the trial shift answered that.`,
    },
    {
      id: 'agreed_next_steps',
      value: `${c.champion} sends the item master; we set up the first zone with it.`,
    },
    { id: 'notes', value: `${c.champion} prefers calls in the morning and answers mails the same day.` },
  ]
}
