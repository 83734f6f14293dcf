import { describe, expect, it } from 'vitest'
import type { Fact } from '../playbook/playbook.ts'
import { abilities, abilitiesFor, actions, mayAct } from './permission.ts'
import type { Actor, Subject } from './permission-subject.ts'
import type { Action } from './permission-table.ts'
import { handoffStatuses } from './vocabulary.ts'

const person = (memberId: string, roles: Actor['roles'], team: string[] = []): Actor => ({
  memberId,
  roles,
  teamMemberIds: team,
  isSystem: false,
})

const actors = {
  ae: person('ae', ['ae'], ['mate']),
  mate: person('mate', ['ae'], ['ae']),
  otherAe: person('other', ['ae']),
  salesManager: person('boss', ['sales_manager'], ['ae']),
  otherManager: person('boss2', ['sales_manager'], ['other']),
  csm: person('csm', ['csm']),
  otherCsm: person('csm2', ['csm']),
  csManager: person('lead', ['cs_manager'], ['csm']),
  revops: person('ops', ['revops']),
  admin: person('root', ['admin']),
  executive: person('ceo', ['executive']),
  implementer: person('imp', ['implementation_lead']),
  contributor: person('guest', ['contributor']),
  linked: { ...person('guest', ['contributor']), link: { dealId: 'deal', requirementId: 'goals' } },
  system: { memberId: null, roles: [], teamMemberIds: [], isSystem: true },
} satisfies Record<string, Actor>
type Who = keyof typeof actors

const record: Subject = {
  dealId: 'deal',
  aeId: 'ae',
  csmId: 'csm',
  status: 'submitted',
  hold: null,
  involvedIds: ['imp'],
  requirementId: 'goals',
  step: { ownerId: 'csm', status: 'open', byHand: true, waitsFor: [] },
}
/** Where the record must stand for an action to be possible at all. */
const when: Partial<Record<Action, Partial<Subject>>> = {
  'handoff.submit': { status: 'open' },
  'handoff.confirm': { status: 'accepted' },
  'handoff.resume': { hold: { reason: 'Customer asked' } },
  'handoff.set_tier': { status: 'preparing' },
}

const all: Who[] = ['ae', 'salesManager', 'csm', 'csManager', 'revops', 'admin', 'implementer']
const managers: Who[] = ['salesManager', 'csManager', 'revops', 'admin']
const view: Who[] = [...all, 'mate', 'executive', 'system']

/** The whole matrix, written out a second time. */
const allowed: Record<Action, Who[]> = {
  'deal.view': view,
  'handoff.view': view,
  'answer.view': [...view, 'linked'],
  'gate.check': view,
  'handoff.submit': ['ae', 'salesManager', 'revops', 'admin', 'system'],
  'handoff.accept': ['csm', 'csManager', 'revops', 'admin'],
  'handoff.return': ['csm', 'csManager', 'revops', 'admin'],
  'handoff.confirm': ['csm', 'csManager', 'revops', 'admin'],
  'handoff.assign_csm': ['csManager', 'revops', 'admin', 'system'],
  'handoff.hold': [...managers, 'system'],
  'handoff.resume': [...managers, 'system'],
  'handoff.cancel': ['revops', 'admin', 'system'],
  'handoff.record_fact': [...all, 'system'],
  'handoff.correct_fact': managers,
  'handoff.set_tier': [...managers, 'system'],
  'answer.change': [...all, 'linked', 'system'],
  'answer.waive': managers,
  'step.complete': ['csm', 'csManager', 'revops', 'admin', 'system'],
  'step.skip': ['csm', 'csManager', 'revops', 'admin', 'system'],
  'step.reassign': ['csManager', 'revops', 'admin', 'system'],
  'question.ask': ['csm', 'csManager', 'revops', 'admin', 'implementer'],
  'question.answer': ['ae', 'salesManager', 'revops', 'admin', 'implementer'],
}

const names = Object.keys(actors).filter((name): name is Who => Object.hasOwn(actors, name))
const subjectFor = (action: Action): Subject => ({ ...record, ...when[action] })

function reason(who: Who, action: Action, changes: Partial<Subject> = {}): string | null {
  const result = mayAct(actors[who], action, { ...subjectFor(action), ...changes })
  return result.ok ? null : result.reason
}

describe('mayAct', () => {
  it('has every action in this test', () => {
    expect([...actions].toSorted()).toEqual(Object.keys(allowed).toSorted())
  })

  it.each(actions.flatMap((action) => names.map((who) => ({ action, who }))))(
    '$action by $who',
    ({ action, who }) => {
      const result = mayAct(actors[who], action, subjectFor(action))
      expect(result.ok).toBe(allowed[action].includes(who))
      if (!result.ok) expect(result.reason).toMatch(/^[A-Z].+\.$/)
    },
  )

  it('says who could, to somebody who cannot', () => {
    expect(reason('ae', 'handoff.accept')).toBe(
      'Only the CSM, their manager, RevOps or an admin can do this.',
    )
  })

  it('says why not now, to somebody who otherwise could', () => {
    expect(reason('csm', 'handoff.accept', { status: 'open' })).toBe('It has not been submitted yet.')
    expect(reason('csm', 'handoff.accept', { status: null })).toBe('The deal has no handoff yet.')
    expect(reason('csm', 'handoff.accept', { hold: { reason: 'Customer asked' } })).toBe(
      'It is on hold: Customer asked.',
    )
  })

  it('lets nobody act on a cancelled handoff except to look and to put the record right', () => {
    const cancelled: Subject = {
      ...record,
      status: 'cancelled',
      step: { ownerId: 'csm', status: 'cancelled', byHand: true, waitsFor: [] },
    }
    const possible = actions.filter((action) => mayAct(actors.admin, action, cancelled).ok)
    expect(possible).toEqual([
      'deal.view',
      'handoff.view',
      'answer.view',
      'gate.check',
      'handoff.correct_fact',
    ])
  })

  it('lets an executive only look, even one who owns the deal', () => {
    const own = {
      ...record,
      aeId: 'ceo',
      csmId: 'ceo',
      step: { ownerId: 'ceo', status: 'open', byHand: true, waitsFor: [] },
    } as const
    const possible = actions.filter((action) => mayAct(actors.executive, action, own).ok)
    expect(possible).toEqual(['deal.view', 'handoff.view', 'answer.view', 'gate.check'])
  })

  it('adds up the rights of several roles', () => {
    const both = person('ceo', ['executive', 'csm'])
    expect(mayAct(both, 'handoff.accept', { ...record, csmId: 'ceo' }).ok).toBe(true)
  })

  it('opens by link only that one question of that one deal', () => {
    expect(reason('linked', 'answer.change', { requirementId: 'budget' })).not.toBeNull()
    expect(reason('linked', 'answer.change', { dealId: 'other' })).not.toBeNull()
    expect(reason('linked', 'answer.change', { requirementId: undefined })).not.toBeNull()
    expect(reason('contributor', 'answer.change', { involvedIds: ['guest'] })).not.toBeNull()
  })

  it('lets nobody waive an answer they owe themselves', () => {
    expect(reason('salesManager', 'answer.waive', { aeId: 'boss' })).not.toBeNull()
    expect(reason('revops', 'answer.waive', { aeId: 'ops' })).toBe(
      'Nobody waives an answer they owe themselves.',
    )
  })

  it('lets CS submit in Sales’ place only once the kickoff has been held', () => {
    expect(reason('csm', 'handoff.submit')).toBe(
      'Sales submits it; CS can do so once the kickoff has been held.',
    )
    expect(reason('csm', 'handoff.submit', { kickoffHeld: true })).toBeNull()
    expect(reason('otherCsm', 'handoff.submit', { kickoffHeld: true })).not.toBeNull()
  })

  it('leaves a hold that the CRM caused to RevOps', () => {
    const hold = { reason: 'deal_reopened' }
    expect(reason('csManager', 'handoff.resume', { hold })).toContain('RevOps decides')
    expect(reason('revops', 'handoff.resume', { hold })).toBeNull()
    expect(reason('system', 'handoff.resume', { hold })).toBeNull()
  })

  it('lets the product set the tier until the win, and people after it', () => {
    expect(reason('system', 'handoff.set_tier', { status: 'open' })).toBe(
      'After the win a tier changes only by hand.',
    )
    expect(reason('system', 'handoff.set_tier', { status: null })).toBeNull()
    expect(reason('csManager', 'handoff.set_tier', { status: 'open' })).toBeNull()
  })

  it('shows a CS manager what has no CSM yet and lets them name one, but do nothing else to it', () => {
    const unassigned = { csmId: null, step: undefined }
    const possible = actions.filter((action) => reason('csManager', action, unassigned) === null)
    expect(possible).toEqual(['deal.view', 'handoff.view', 'answer.view', 'gate.check', 'handoff.assign_csm'])
    expect(reason('salesManager', 'handoff.assign_csm', { aeId: null, csmId: null })).not.toBeNull()
  })

  it('lets people finish only steps that people finish, once what comes first is done', () => {
    const step = { ownerId: 'csm', status: 'open', byHand: true, waitsFor: [] } as const
    expect(reason('csm', 'step.complete', { step: { ...step, byHand: false } })).toContain(
      'finishes by itself',
    )
    expect(reason('system', 'step.complete', { step: { ...step, byHand: false } })).toBeNull()
    expect(
      reason('csm', 'step.complete', { step: { ...step, status: 'waiting', waitsFor: ['Meet'] } }),
    ).toContain('Meet')
    expect(reason('csm', 'step.complete', { step: { ...step, status: 'done' } })).toBe(
      'The step is done already.',
    )
    expect(reason('csm', 'step.complete', { step: undefined })).not.toBeNull()
  })

  it('lets people finish a step that stands for a fact only when the fact can be recorded', () => {
    const why = (fact: Fact, changes: Partial<Subject> = {}, more = {}) =>
      reason('csm', 'step.complete', {
        ...changes,
        step: {
          ownerId: 'csm',
          status: 'open',
          byHand: true,
          waitsFor: [],
          claims: { fact, recorded: false, missing: [], ...more },
        },
      })
    expect(why('confirmed', { status: 'open' })).toBe('It has not been submitted yet.')
    expect(why('confirmed', { status: 'accepted' })).toBeNull()
    expect(why('confirmed', { status: 'accepted', hold: { reason: 'Customer asked' } })).toContain('on hold')
    expect(why('confirmed', { status: 'open' }, { recorded: true })).toBeNull()
    expect(why('accepted')).toContain('not entered by hand')
    expect(why('kickoff_held', { status: 'preparing' })).toContain('neither signed nor won')
    expect(why('introduced', { status: 'preparing' })).toBeNull()
    expect(why('brief_complete', {}, { missing: ['Goals', 'Budget'] })).toContain('Goals and 1 more missing')
    expect(why('brief_complete')).toBeNull()
  })

  it('never lets the product judge in a person’s place', () => {
    for (const status of handoffStatuses) {
      expect(mayAct(actors.system, 'handoff.accept', { ...record, status }).ok).toBe(false)
      expect(mayAct(actors.system, 'handoff.return', { ...record, status }).ok).toBe(false)
    }
  })
})

describe('abilities', () => {
  it('says for each verb of a handoff: yes, or why not', () => {
    expect(abilities(actors.csm, { ...record, status: 'open' })).toMatchObject({
      view: true,
      accept: 'It has not been submitted yet.',
      cancel: 'Only RevOps or an admin can do this.',
    })
  })

  it('never says anything else than mayAct', () => {
    for (const who of names) {
      for (const status of [null, ...handoffStatuses]) {
        const subject = { ...record, status }
        for (const [verb, answer] of Object.entries(abilities(actors[who], subject))) {
          const action = actions.find((one) => one === `handoff.${verb}`) ?? 'deal.view'
          const result = mayAct(actors[who], action, subject)
          expect(answer).toBe(result.ok ? true : result.reason)
        }
      }
    }
  })

  it('does so for other nouns too', () => {
    expect(abilitiesFor(actors.ae, record, 'answer')).toEqual({
      view: true,
      change: true,
      waive: 'Only a sales manager, CS manager, RevOps or an admin can do this.',
    })
  })
})
