import type { Output } from '../../../contract/operations.ts'
import { mostCounted, type SetupFacts } from './setup-facts.ts'
import type { TierCounts } from './tier-counts.ts'

export type SetupStep = Output<'workspace.setup'>['steps'][number]
export type SetupView = SetupFacts & { tierCounts: TierCounts; playbookNumber: number; locale: string }

/** What setting up takes, in the order in which it is best done, each with what is there and what is missing. */
export function setupSteps(seen: SetupView): SetupStep[] {
  return [
    dealsStep(seen),
    stagesStep(seen),
    tiersStep(seen),
    teamsStep(seen),
    peopleStep(seen),
    calendarsStep(seen),
    testDealStep(seen),
  ]
}

function dealsStep({ deals, locale }: SetupView): SetupStep {
  const many = deals > mostCounted
  const detail =
    deals === 0
      ? 'No deal is in yet. Import a file, or connect your CRM by webhook.'
      : `${many ? 'More than ' : ''}${counted(Math.min(deals, mostCounted), 'deal', locale)} ${deals === 1 ? 'is' : 'are'} in.`
  return { id: 'deals', title: 'Bring your deals in', done: deals > 0, detail, path: '/import' }
}

function stagesStep({ deals, stages, stagesUnmapped, unmappedConnectionId, locale }: SetupView): SetupStep {
  const done = stagesUnmapped === 0 && (stages > 0 || deals > 0)
  return {
    id: 'stages',
    title: 'Say what your stages mean',
    done,
    detail: stagesSentence({ stages, stagesUnmapped, done, locale }),
    path: unmappedConnectionId === null ? '/connections' : `/connections/${unmappedConnectionId}`,
  }
}

function stagesSentence(seen: {
  stages: number
  stagesUnmapped: number
  done: boolean
  locale: string
}): string {
  if (seen.stagesUnmapped > 0) {
    const verb = seen.stagesUnmapped === 1 ? 'has' : 'have'
    return `${counted(seen.stagesUnmapped, 'stage', seen.locale)} of ${seen.stages} ${verb} no meaning yet; deals in them count as open.`
  }
  if (seen.stages > 0)
    return `Every one of ${counted(seen.stages, 'stage', seen.locale)} is open, likely, won or lost.`
  return seen.done
    ? 'The deals that are in carry no stages of a CRM; there is nothing to map.'
    : 'Stages appear here with the first deals.'
}

function tiersStep({ tierCounts, playbookNumber, locale }: SetupView): SetupStep {
  const { tiers, counted: total, withoutValue } = tierCounts
  const used = tiers.filter((tier) => tier.deals > 0)
  const unknown =
    withoutValue > 0
      ? ` ${counted(withoutValue, 'deal', locale)} ${withoutValue === 1 ? 'has' : 'have'} no annual value.`
      : ''
  const many = total === 1 ? 'The one deal falls' : `The newest ${counted(total, 'deal', locale)} fall`
  return {
    id: 'tiers',
    title: 'Fit the tiers to your deals',
    done: total > 0 && (used.length > 1 || playbookNumber > 1),
    detail:
      total === 0
        ? 'Once deals are in, this shows how they fall into the tiers.'
        : `${many} into ${used.length > 1 ? 'these tiers' : 'one tier: do its limits fit'}${used.length > 1 ? '.' : '?'}${unknown}`,
    path: '/playbook',
  }
}

function teamsStep({ teams }: SetupView): SetupStep {
  const has = (side: string): boolean => teams.some((team) => team.side === side && team.managed)
  const missing = [
    ...(has('sales') ? [] : ['a Sales team with its manager']),
    ...(has('cs') ? [] : ['a CS team with its manager']),
  ]
  const unmanaged = teams.filter((team) => team.side !== 'ops' && !team.managed).length
  const hint = teams.length === 0 ? ' A list of people makes its teams, too.' : ''
  return {
    id: 'teams',
    title: 'Set up teams and managers',
    done: missing.length === 0 && unmanaged === 0,
    detail:
      missing.length > 0
        ? `Missing: ${missing.join(' and ')}. Late steps are escalated to managers.${hint}`
        : unmanaged > 0
          ? `${unmanaged} of ${counted(teams.length, 'team', 'en')} ${unmanaged === 1 ? 'has' : 'have'} no manager: late steps there go to RevOps.`
          : `${counted(teams.length, 'team', 'en')}; late steps find a manager on both sides.`,
    path: '/people',
  }
}

function peopleStep({ people, locale }: SetupView): SetupStep {
  const { active, invited, known, csms, sellers } = people
  const missing = [...(sellers > 0 ? [] : ['an AE']), ...(csms > 0 ? [] : ['a CSM'])]
  const counts = [
    `${active.toLocaleString(locale)} joined`,
    ...(invited > 0 ? [`${invited.toLocaleString(locale)} invited`] : []),
    ...(known > 0 ? [`${known.toLocaleString(locale)} known from imports and not invited yet`] : []),
  ]
  const ask = missing.length > 0 ? ` Missing: ${missing.join(' and ')}.` : ''
  return {
    id: 'people',
    title: 'Invite people',
    done: missing.length === 0 && active + invited > 1,
    detail: `${counts.join(', ')}.${ask}`,
    path: '/people',
  }
}

function calendarsStep({ calendars }: SetupView): SetupStep {
  const { count, defaultTitle, defaultZone, defaultChecked } = calendars
  const others = count > 1 ? ` ${counted(count - 1, 'other calendar', 'en')} can be given to people.` : ''
  return {
    id: 'calendars',
    title: 'Set working hours and holidays',
    done: defaultChecked,
    detail: `By default clocks follow “${defaultTitle}” (${defaultZone})${defaultChecked ? '.' : ', which knows no holidays yet.'}${others}`,
    path: '/settings/calendars',
  }
}

function testDealStep({ submitted }: SetupView): SetupStep {
  return {
    id: 'test_deal',
    title: 'Walk one deal through',
    done: submitted,
    detail: submitted
      ? 'A handoff has been submitted.'
      : 'Make a deal of your own, win it and submit its handoff, to see what sellers and CSMs will see.',
    path: '/deals',
  }
}

function counted(count: number, noun: string, locale: string): string {
  return `${count.toLocaleString(locale)} ${noun}${count === 1 ? '' : 's'}`
}
