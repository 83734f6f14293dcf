import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  exampleRequirement,
  given,
  none,
  notApplicable,
  unknownUntil,
  waived,
} from '../../../test/support/small-playbook.ts'
import type { Answer } from '../deal/answer.ts'
import { completeness } from './completeness.ts'

const ids = ['a', 'b', 'c', 'd', 'e', 'f']
const playbook = {
  requirements: ids.map((id, index) =>
    exampleRequirement({ id, none_label: 'None', need: { mid: index < 4 ? 'gate' : 'full' } }),
  ),
}
const context = {
  playbook,
  tierId: 'mid',
  values: {},
  now: '2026-11-20T10:00:00.000Z',
  today: '2026-11-20',
  unknownLimitOn: null,
}
const score = (answers: Answer[], scope: 'core' | 'full' = 'core') =>
  completeness({ ...context, answers }, scope)

describe('completeness', () => {
  it('is given ÷ (required − not applicable − waived), with unknown as missing and the excused share beside it', () => {
    const answers = [given('a', 'x'), unknownUntil('b'), waived('c'), notApplicable('d')]
    expect(score(answers)).toEqual({
      required: 4,
      counted: 2,
      given: 1,
      notApplicable: 1,
      waived: 1,
      unknown: 1,
      share: 0.5,
      percent: 50,
      excusedShare: 0.75,
      missing: ['b'],
      complete: true,
    })
  })

  it('counts the core within the full brief', () => {
    expect(score([given('a', 'x'), given('e', 'y')], 'full')).toMatchObject({
      required: 6,
      given: 2,
      percent: 33,
    })
  })

  it('counts “there is none” as given', () => {
    expect(score(ids.map((id) => none(id)))).toMatchObject({ given: 4, percent: 100, complete: true })
  })

  it('counts an expired waiver as missing', () => {
    const answers = ['a', 'b', 'c'].map((id) => given(id, 'x'))
    const expired = waived('d', '2026-11-20T10:00:00.000Z')
    expect(score([...answers, expired])).toMatchObject({
      counted: 4,
      percent: 75,
      missing: ['d'],
      complete: false,
    })
  })

  it('is full when a tier requires nothing', () => {
    expect(completeness({ ...context, tierId: 'smb', answers: [] }, 'full')).toMatchObject({
      required: 0,
      share: 1,
      percent: 100,
      excusedShare: 0,
      complete: true,
    })
  })

  it('never says 100 % while something is missing', () => {
    const many = Array.from({ length: 1_000 }, (_, index) => `r${index}`)
    const requirements = many.map((id) => exampleRequirement({ id }))
    const answers = many.slice(1).map((id) => given(id, 'x'))
    expect(completeness({ ...context, playbook: { requirements }, answers }, 'core').percent).toBe(99)
  })

  it('adds up, whatever was answered', () => {
    const kinds = [
      given('x', 'v'),
      none('x'),
      notApplicable('x'),
      waived('x'),
      waived('x', '2026-01-01T00:00:00.000Z'),
      unknownUntil('x'),
    ]
    const state = fc.option(fc.constantFrom(...kinds))
    fc.assert(
      fc.property(fc.array(state, { minLength: 6, maxLength: 6 }), (states) => {
        const answers = states.flatMap((kind, index) =>
          kind === null ? [] : [{ ...kind, requirementId: ids[index] ?? '' }],
        )
        for (const scope of ['core', 'full'] as const) {
          const result = score(answers, scope)
          expect(result.given + result.missing.length).toBe(result.counted)
          expect(result.counted + result.notApplicable + result.waived).toBe(result.required)
          expect(result.share).toBeGreaterThanOrEqual(0)
          expect(result.share).toBeLessThanOrEqual(1)
          if (result.percent === 100) expect(result.missing).toEqual([])
        }
      }),
    )
  })
})
