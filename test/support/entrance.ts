import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { createLink } from '../../src/app/sign-in/create-link.ts'
import { hashPassword } from '../../src/connectors/kit/passwords.ts'
import { qb } from '../../src/db/query.ts'
import { call, cookie, openDoors } from './doors.ts'
import type { TestRuntime } from './runtime.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from './workspace.ts'

export const password = 'correct horse battery'
export const email = 'ada@example.com'
/** How long somebody removed may still be heard. */
export const secondMs = 1_000

export type Answer = Awaited<ReturnType<typeof call>>
export const sessionOf = (answer: Answer): string =>
  answer.cookies.find((it) => it.name === cookie)?.value ?? ''

/** What an answer says, without what is different every time. */
export const said = (answer: Answer): unknown => ({
  ...answer.json<object>(),
  requestId: '',
  status: answer.statusCode,
})

/** The doors of one test file, and before each test a workspace whose admin has a password. */
export type Entrance = {
  runtime: TestRuntime
  app: FastifyInstance
  workspace: TestWorkspace
  givePassword(memberId: string): Promise<void>
  signIn(given?: Record<string, unknown>, address?: string): Promise<Answer>
  show(session: string): Promise<Answer>
  linkToken(memberId: string, purpose: 'sign_in' | 'invite'): Promise<string>
  redeem(token: string, more?: Record<string, unknown>): Promise<Answer>
  /** Lets time pass as the server measures it. */
  pass(ms: number): void
}

/** Opens the doors for the tests of this file; what is in `entrance` is there from the first test on. */
export function useEntrance(): Entrance {
  let passwordHash = ''
  const entrance: Pick<Entrance, 'runtime' | 'app' | 'workspace'> = Object.create(null)
  const givePassword = async (memberId: string): Promise<void> => {
    const { workspace } = entrance
    const row = { workspace_id: workspace.id, member_id: memberId, password_hash: passwordHash }
    await workspace.within((tx) => tx.run(qb.insertInto('credential').values({ ...row, changed_at: tx.now })))
  }
  beforeAll(async () => {
    entrance.runtime = await testRuntime()
    entrance.app = await openDoors(entrance.runtime)
    passwordHash = await hashPassword(password)
  })
  afterAll(() => entrance.app.close())
  beforeEach(async () => {
    entrance.runtime.clockOffsetMs = toMinuteOne()
    entrance.workspace = await makeWorkspace(entrance.runtime)
    await givePassword(entrance.workspace.adminId)
  })
  return Object.assign(entrance, { givePassword, ...calls(entrance) })
}

/** Attempts are counted by the quarter of an hour: no test may begin at the end of one. */
const toMinuteOne = (): number => 60_000 - (Date.now() % 900_000)

type Calls = Pick<Entrance, 'signIn' | 'show' | 'linkToken' | 'redeem' | 'pass'>

function calls(at: Pick<Entrance, 'runtime' | 'app' | 'workspace'>): Calls {
  return {
    signIn: (given = {}, address = '198.51.100.1') =>
      call(
        at.app,
        'session.sign_in',
        { workspace: at.workspace.slug, email, password, ...given },
        { address },
      ),
    show: (session) => call(at.app, 'session.show', {}, { session }),
    async linkToken(memberId, purpose) {
      const { url } = await at.workspace.within((tx, ctx) => createLink(tx, ctx, { memberId, purpose }))
      return url.slice(url.indexOf('#') + 1)
    },
    redeem: (token, more = {}) => call(at.app, 'session.redeem_link', { token, ...more }),
    pass(ms) {
      at.runtime.clockOffsetMs += ms
    },
  }
}
