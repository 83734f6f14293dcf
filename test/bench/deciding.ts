import { compiledCalendar } from '../../src/app/calendars/compiled-calendar.ts'
import { standardPlaybook } from '../../src/app/playbooks/standard-playbook.ts'
import { clockDueAt } from '../../src/core/clock/step-clock.ts'
import { planSteps } from '../../src/core/handoff/plan-steps.ts'
import { routeHandoff } from '../../src/core/routing/route-handoff.ts'
import { keepFigures } from './figures.ts'

/** What it takes to decide one handoff in `core`: its steps, its CSM among fifty, twelve due times. */
export function measureDeciding(): void {
  const { playbook } = standardPlaybook()
  const tier = playbook.tiers.find((t) => t.id === 'mid_market')
  const [definition] = playbook.calendars
  if (!tier || !definition) throw new Error('the standard playbook has no mid-market tier or no calendar')
  const now = new Date().toISOString()
  const calendar = compiledCalendar(definition, now)
  if (!calendar.ok) throw new Error(calendar.reason)
  const candidates = Array.from({ length: 50 }, (_, i) => ({
    id: `mem_${i}`,
    name: `CSM ${i}`,
    territories: [],
    sizes: [],
    industries: [],
    languages: [],
    skills: [],
    capacity: 100,
    load: i,
    available: true,
    coverId: null,
  }))
  const owners = {
    dealOwnerId: 'ae',
    csmId: 'mem_1',
    managerOf: () => 'manager',
    membersWithRole: () => ['admin'],
  }
  const values = { 'deal.won': true, 'deal.annual_value': 48_000 }
  const decide = (): number => {
    const steps = planSteps({ playbook, tierId: tier.id, values, facts: { won: now }, owners })
    routeHandoff({
      playbook,
      tier,
      deal: { products: [] },
      account: null,
      values,
      candidates,
      managerIds: ['manager'],
    })
    if (!steps.ok) throw new Error(steps.reason)
    return steps.value.reduce(
      (n, s) =>
        n +
        (s.anchorAt
          ? clockDueAt(calendar.value, { anchorAt: s.anchorAt, duration: s.duration, pauses: [] }, now).length
          : 0),
      0,
    )
  }
  for (let i = 0; i < 2_000; i++) decide()
  // Time of the processor: what else the machine does meanwhile does not count.
  const from = process.cpuUsage()
  for (let i = 0; i < 5_000; i++) decide()
  const microseconds = process.cpuUsage(from).user / 5_000
  const what = 'steps, routing among 50 and due times of one handoff'
  keepFigures('Deciding in core', [{ what, value: microseconds, unit: 'µs', goal: 50, better: 'less' }], {
    handoffs: 5_000,
  })
}
