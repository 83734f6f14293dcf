import { expect, it, vi } from 'vitest'
import type { BriefItem } from '../../../contract/deals.ts'
import { ApiError } from '../../api.ts'
import { type AnswerDraft, draftOf } from '../../components/answers/answer-draft.ts'
import { AnswerQueue, isWaiting, type Sending } from './answer-queue.ts'
import { openShelf } from './kept-answers.ts'

function asked(requirementId: string, value: string | null = null, version = 1): BriefItem {
  return {
    requirementId,
    section: 'goals',
    label: requirementId,
    prompt: '',
    example: null,
    type: 'text',
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
    answer: value === null ? null : answerOf(value, version),
  }
}

function answerOf(value: string, version: number): NonNullable<BriefItem['answer']> {
  return {
    state: 'given',
    value,
    reason: null,
    approver: null,
    expiresAt: null,
    untilOn: null,
    person: null,
    source: 'member',
    sourceLabel: null,
    author: { id: 'mem_1', name: 'Ana' },
    evidence: [],
    validated: null,
    answeredAt: '2026-11-20T10:00:00.000Z',
    version,
  }
}

const written = (value: string): AnswerDraft => ({ ...draftOf({ answer: null }), value })
const offline = () => new ApiError(0, { code: 'offline' })

function memory(): Storage {
  const map = new Map<string, string>()
  return {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
    clear: () => map.clear(),
    key: (index: number) => [...map.keys()][index] ?? null,
    get length() {
      return map.size
    },
  }
}

/** A server that can be cut off, and forgets nothing. */
function server() {
  const sent: Sending[] = []
  const it = {
    sent,
    cutOff: false,
    loseAnswer: false,
    send: async (sending: Sending): Promise<BriefItem> => {
      if (it.cutOff) throw offline()
      sent.push(sending)
      if (it.loseAnswer) throw offline()
      const value = sending.answer?.state === 'given' ? String(sending.answer.value) : null
      return asked(sending.requirementId, value, sending.version + 1)
    },
  }
  return it
}

const settle = () => vi.waitFor(() => Promise.resolve())
const stateOf = (queue: AnswerQueue, id: string) => queue.all().get(id)?.state.kind

it('sends finished answers one after the other, and nothing that is still being written', async () => {
  const far = server()
  const queue = new AnswerQueue({ shelf: openShelf('m', 'd', memory()), send: far.send })
  queue.meet([asked('goals'), asked('pains'), asked('risks')])
  queue.write('goals', written('less waste'))
  queue.write('pains', written('late trucks'))
  queue.write('risks', written('half a sen'))
  queue.finish('goals')
  queue.finish('pains')
  await vi.waitFor(() => expect(far.sent.map((one) => one.requirementId)).toEqual(['goals', 'pains']))
  expect(stateOf(queue, 'risks')).toBe('idle')
})

it('keeps answers while the connection is lost and sends them in order when it is back', async () => {
  const far = server()
  far.cutOff = true
  const queue = new AnswerQueue({
    shelf: openShelf('m', 'd', memory()),
    send: far.send,
    retryAfterMs: 60_000,
  })
  queue.meet([asked('goals'), asked('pains')])
  queue.write('goals', written('less waste'))
  queue.finish('goals')
  await vi.waitFor(() => expect(stateOf(queue, 'goals')).toBe('offline'))
  queue.write('pains', written('late trucks'))
  queue.finish('pains')
  await settle()
  expect([...queue.all().values()].filter(isWaiting)).toHaveLength(2)
  far.cutOff = false
  queue.wake()
  await vi.waitFor(() => expect(far.sent.map((one) => one.requirementId)).toEqual(['goals', 'pains']))
  await vi.waitFor(() => expect([...queue.all().values()].filter(isWaiting)).toHaveLength(0))
  queue.dispose()
})

it('brings back after a reload what was written, finished or not, and sends what was finished', async () => {
  const far = server()
  far.cutOff = true
  const store = memory()
  const before = new AnswerQueue({
    shelf: openShelf('m', 'd', store),
    send: far.send,
    retryAfterMs: 60_000,
  })
  before.meet([asked('goals'), asked('pains')])
  before.write('goals', written('less waste'))
  before.finish('goals')
  before.write('pains', written('half a sen'))
  await settle()
  before.dispose()
  far.cutOff = false
  const after = new AnswerQueue({ shelf: openShelf('m', 'd', store), send: far.send })
  after.meet([asked('goals'), asked('pains')])
  await vi.waitFor(() => expect(far.sent.map((one) => one.requirementId)).toEqual(['goals']))
  expect(after.all().get('pains')?.draft.value).toBe('half a sen')
})

it('repeats an answer whose receipt was lost under the same key, so that it counts once', async () => {
  const far = server()
  far.loseAnswer = true
  const store = memory()
  const before = new AnswerQueue({
    shelf: openShelf('m', 'd', store),
    send: far.send,
    retryAfterMs: 60_000,
  })
  before.meet([asked('goals')])
  before.write('goals', written('less waste'))
  before.finish('goals')
  await vi.waitFor(() => expect(stateOf(before, 'goals')).toBe('offline'))
  before.dispose()
  far.loseAnswer = false
  const after = new AnswerQueue({ shelf: openShelf('m', 'd', store), send: far.send })
  after.meet([asked('goals')])
  await vi.waitFor(() => expect(far.sent).toHaveLength(2))
  expect(far.sent[1]?.key).toBe(far.sent[0]?.key)
})

it('drops what was kept when the server turns out to have it', () => {
  const store = memory()
  const far = server()
  const before = new AnswerQueue({ shelf: openShelf('m', 'd', store), send: far.send })
  before.meet([asked('goals')])
  before.write('goals', written('less waste '))
  const after = new AnswerQueue({ shelf: openShelf('m', 'd', store), send: far.send })
  after.meet([asked('goals', 'less waste')])
  expect(stateOf(after, 'goals')).toBe('idle')
  expect(after.all().get('goals')?.version).toBe(1)
})

it('shows both values where somebody else answered while this device was away', () => {
  const store = memory()
  const far = server()
  const before = new AnswerQueue({ shelf: openShelf('m', 'd', store), send: far.send })
  before.meet([asked('goals')])
  before.write('goals', written('mine'))
  const after = new AnswerQueue({ shelf: openShelf('m', 'd', store), send: far.send })
  after.meet([asked('goals', 'theirs', 3)])
  expect(stateOf(after, 'goals')).toBe('conflict')
  expect(after.all().get('goals')?.theirs?.value).toBe('theirs')
  after.takeTheirs('goals')
  expect(after.all().get('goals')?.draft.value).toBe('theirs')
})

it('shows both values when the server says so, and sends mine over theirs only when chosen', async () => {
  const sent: Sending[] = []
  const send = async (sending: Sending): Promise<BriefItem> => {
    sent.push(sending)
    if (sending.version === 0)
      throw new ApiError(409, { code: 'stale_version', current: answerOf('theirs', 4) })
    return asked('goals', 'mine', 5)
  }
  const queue = new AnswerQueue({ shelf: openShelf('m', 'd', memory()), send })
  queue.meet([asked('goals')])
  queue.write('goals', written('mine'))
  queue.finish('goals')
  await vi.waitFor(() => expect(stateOf(queue, 'goals')).toBe('conflict'))
  expect(sent).toHaveLength(1)
  queue.keepMine('goals')
  await vi.waitFor(() => expect(sent[1]?.version).toBe(4))
})

it('says why an answer was refused and waits for it to be mended', async () => {
  const sent: Sending[] = []
  const send = async (sending: Sending): Promise<BriefItem> => {
    sent.push(sending)
    if (sent.length === 1) throw new ApiError(400, { detail: 'expected a day to come' })
    return asked('goals', 'mended', 1)
  }
  const queue = new AnswerQueue({ shelf: openShelf('m', 'd', memory()), send })
  queue.meet([asked('goals')])
  queue.write('goals', written('wrong'))
  queue.finish('goals')
  await vi.waitFor(() => expect(stateOf(queue, 'goals')).toBe('error'))
  queue.wake()
  await settle()
  expect(sent).toHaveLength(1)
  queue.write('goals', written('mended'))
  queue.finish('goals')
  await vi.waitFor(() => expect(stateOf(queue, 'goals')).toBe('saved'))
})

it('one person’s unsent answers are not shown to the next who signs in on the device', () => {
  const store = memory()
  const far = server()
  const mine = new AnswerQueue({ shelf: openShelf('ana', 'd', store), send: far.send })
  mine.meet([asked('goals')])
  mine.write('goals', written('mine'))
  const other = new AnswerQueue({ shelf: openShelf('ben', 'd', store), send: far.send })
  other.meet([asked('goals')])
  expect(other.all().get('goals')?.draft.value).toBe(null)
})
