import { expect, it } from 'vitest'
import type { BriefItem } from '../../../contract/deals.ts'
import type { AnswerValue } from '../../../core/deal/answer.ts'
import { type AnswerDraft, outcomeOf } from './answer-draft.ts'
import { beginAnswer, isDirty, nextAnswer, stepFor } from './answer-save.ts'

function asked(value: AnswerValue | null, version = 1, type: BriefItem['type'] = 'text'): BriefItem {
  return {
    requirementId: 'pains',
    section: 'goals',
    label: 'What hurts most',
    prompt: '',
    example: null,
    type,
    options: [],
    columns: [],
    need: 'gate',
    knowable: 'open',
    due: true,
    noneLabel: null,
    neverUnknown: false,
    unknownLimitOn: null,
    status: value === null ? 'missing' : 'given',
    lost: [],
    openQuestions: 0,
    answer:
      value === null
        ? null
        : {
            state: 'given',
            value,
            reason: null,
            approver: null,
            expiresAt: null,
            untilOn: null,
            person: null,
            source: 'member',
            sourceLabel: null,
            author: null,
            evidence: [],
            validated: null,
            answeredAt: '2026-11-20T10:00:00.000Z',
            version,
          },
  }
}

const given = (draft: AnswerDraft, value: AnswerValue): AnswerDraft => ({ ...draft, state: 'given', value })

it('what somebody else saves appears while nobody is writing', () => {
  const next = nextAnswer(beginAnswer(asked('old')), { type: 'met', item: asked('new', 2) })
  expect(next.draft.value).toBe('new')
  expect(next.version).toBe(2)
})

it('what somebody else saves does not touch what is being written, and the save then says which version was seen', () => {
  const begun = beginAnswer(asked('old'))
  const writing = nextAnswer(begun, { type: 'wrote', draft: given(begun.draft, 'old and m') })
  const next = nextAnswer(writing, { type: 'met', item: asked('theirs', 2) })
  expect(next.draft.value).toBe('old and m')
  expect(next.version).toBe(1)
  expect(stepFor(next)).toBe('put')
})

it('keeps what was typed while the last change was under way, as the next change', () => {
  const begun = beginAnswer(asked(null))
  const one = nextAnswer(nextAnswer(begun, { type: 'wrote', draft: given(begun.draft, 'a') }), {
    type: 'sent',
  })
  const typed = nextAnswer(one, { type: 'wrote', draft: given(one.draft, 'ab') })
  expect(stepFor(typed)).toBe('nothing')
  const next = nextAnswer(typed, { type: 'saved', item: asked('a', 1) })
  expect(next.draft.value).toBe('ab')
  expect(isDirty(next)).toBe(true)
  expect(next.version).toBe(1)
})

it('shows both values of a conflict until one is chosen; mine is then sent over theirs', () => {
  const begun = beginAnswer(asked('old'))
  const writing = nextAnswer(begun, { type: 'wrote', draft: given(begun.draft, 'mine') })
  const conflict = nextAnswer(nextAnswer(writing, { type: 'sent' }), {
    type: 'conflicted',
    item: asked('theirs', 7),
  })
  expect(conflict.theirs?.value).toBe('theirs')
  expect(conflict.draft.value).toBe('mine')
  expect(stepFor(conflict)).toBe('nothing')
  const kept = nextAnswer(conflict, { type: 'kept_mine' })
  expect(kept.version).toBe(7)
  expect(stepFor(kept)).toBe('put')
  expect(nextAnswer(conflict, { type: 'took_theirs' }).draft.value).toBe('theirs')
})

it('takes the answer back when its text is emptied, and sends nothing where there was none', () => {
  const stored = beginAnswer(asked('old'))
  expect(stepFor(nextAnswer(stored, { type: 'wrote', draft: given(stored.draft, ' ') }))).toBe('clear')
  const fresh = beginAnswer(asked(null))
  expect(stepFor(nextAnswer(fresh, { type: 'wrote', draft: given(fresh.draft, '') }))).toBe('wait')
})

it('leaves out blank rows and cells, and asks for the name of a person', () => {
  const item = asked(null, 0, 'person_list')
  const { draft } = beginAnswer(item)
  expect(outcomeOf(item, given(draft, [{ name: ' Jonas ', email: '' }, { name: '' }]))).toEqual({
    kind: 'ready',
    answer: { state: 'given', value: [{ name: 'Jonas' }] },
  })
  expect(outcomeOf(item, given(draft, [{ name: '', email: 'a@b.example' }]))).toEqual({
    kind: 'incomplete',
    reason: 'Every person needs a name.',
  })
})

it.each([
  ['not_applicable', 'Say why it does not apply.'],
  ['waived', 'Say why it may be left out.'],
  ['unknown', 'Say by which day it will be known.'],
] as const)('does not save %s before it is explained', (state, reason) => {
  const item = asked(null)
  const { draft } = beginAnswer(item)
  expect(outcomeOf(item, { ...draft, state })).toEqual({ kind: 'incomplete', reason })
})

it('does not save “known by” a day later than the last one allowed', () => {
  const item = { ...asked(null), unknownLimitOn: '2026-12-04' }
  const { draft } = beginAnswer(item)
  const until = (untilOn: string) =>
    outcomeOf(item, { ...draft, state: 'unknown', untilOn, person: 'Ines' }).kind
  expect(until('2026-12-04')).toBe('ready')
  expect(until('2026-12-05')).toBe('incomplete')
})
