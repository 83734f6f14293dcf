import { randomBytes } from 'node:crypto'
import { type Insertable, sql } from 'kysely'
import type { Actor, Ctx } from '../../src/app/context.ts'
import type { OperationTx } from '../../src/app/operation-tx.ts'
import { parsePlaybook } from '../../src/app/playbooks/parse-playbook.ts'
import type { UsablePlaybook } from '../../src/app/playbooks/standard-playbook.ts'
import { runOperation } from '../../src/app/run-operation.ts'
import type { Runtime } from '../../src/app/runtime.ts'
import { teamOf } from '../../src/app/sessions/team-of.ts'
import { workIn } from '../../src/app/work-in.ts'
import { createWorkspace } from '../../src/app/workspaces/create-workspace.ts'
import type { Input, Output } from '../../src/contract/operations.ts'
import type { OperationName } from '../../src/contract/routes.ts'
import type { MemberRole } from '../../src/core/handoff/vocabulary.ts'
import type { Playbook } from '../../src/core/playbook/playbook.ts'
import { newId } from '../../src/db/new-id.ts'
import { qb } from '../../src/db/query.ts'
import type { MemberTable } from '../../src/db/schema/member.ts'

export { testRuntime } from './runtime.ts'

export type NewMember = Partial<Omit<Insertable<MemberTable>, 'workspace_id' | 'roles'>> & {
  roles: readonly MemberRole[]
}

/** A workspace of one test's own, and everything it takes to work in it. */
export type TestWorkspace = {
  id: string
  slug: string
  adminId: string
  admin: Actor
  /** An active member written straight into the table; answers with the id. */
  addMember(member: NewMember): Promise<string>
  /** The member as signing in would make them: with their roles and team as they are now. */
  actorOf(memberId: string): Promise<Actor>
  /** Adds an active member of these roles and answers with them as actor. */
  actorWith(...roles: MemberRole[]): Promise<Actor>
  run<N extends OperationName>(
    name: N,
    input: Input<N>,
    actor?: Actor,
    more?: { idempotencyKey?: string; requestId?: string },
  ): Promise<Output<N>>
  /** Work in a transaction of the workspace, as the system. */
  within<T>(work: (tx: OperationTx, ctx: Ctx) => Promise<T>): Promise<T>
}

export type NewTestWorkspace = {
  /** The shipped playbook unless another is given. */
  playbook?: Playbook
  name?: string
  currency?: string
  zone?: string
  locale?: string
}

/** Makes a workspace with the standard playbook in force, its calendars and one admin. */
export async function makeWorkspace(runtime: Runtime, wanted: NewTestWorkspace = {}): Promise<TestWorkspace> {
  const { playbook, ...given } = wanted
  const slug = `t-${randomBytes(8).toString('hex')}`
  const made = await createWorkspace(runtime, {
    name: `Test ${slug}`,
    slug,
    currency: 'EUR',
    zone: 'Europe/Berlin',
    locale: 'en-GB',
    isDemo: false,
    admin: { name: 'Ada Admin', email: 'ada@example.com' },
    ...given,
    ...(playbook ? { playbook: usable(playbook) } : {}),
  })
  const place = {
    workspaceId: made.workspaceId,
    actor: { kind: 'system', job: 'test' } as const,
    requestId: newId('req'),
  }
  const within: TestWorkspace['within'] = (work) => workIn(runtime, place, (ctx, tx) => work(tx, ctx))
  const addMember: TestWorkspace['addMember'] = (member) => within((tx) => insertMember(tx, member))
  const actorOf: TestWorkspace['actorOf'] = (memberId) => within((tx) => readActor(tx, memberId))
  const admin = await actorOf(made.adminId)
  return {
    id: made.workspaceId,
    slug,
    adminId: made.adminId,
    admin,
    addMember,
    actorOf,
    actorWith: async (...roles) => actorOf(await addMember({ roles })),
    run: (name, input, actor = admin, more = {}) =>
      runOperation(runtime, {
        name,
        workspaceId: made.workspaceId,
        actor,
        input,
        requestId: more.requestId ?? newId('req'),
        idempotencyKey: more.idempotencyKey ?? null,
      }),
    within,
  }
}

function usable(playbook: Playbook): UsablePlaybook {
  const source = JSON.stringify(playbook)
  const parsed = parsePlaybook(source)
  if (parsed.ok) return { ...parsed, source }
  throw new Error(parsed.problems.map((p) => `${p.path}: ${p.message}`).join('\n'))
}

async function insertMember(tx: OperationTx, member: NewMember): Promise<string> {
  const id = member.id ?? newId('mem', Date.parse(tx.now))
  const nick = id.slice(-8)
  await tx.run(
    qb.insertInto('member').values({
      workspace_id: tx.workspaceId,
      name: `${member.roles[0] ?? 'member'} ${nick}`,
      email: `${nick}@example.com`,
      status: 'active',
      external_id: null,
      team_id: null,
      manager_id: null,
      calendar_id: null,
      zone: null,
      locale: null,
      capacity: null,
      away_from: null,
      away_until: null,
      away_cover_id: null,
      created_at: tx.now,
      ...member,
      id,
      roles: [...member.roles],
    }),
  )
  return id
}

async function readActor(tx: OperationTx, memberId: string): Promise<Actor> {
  const row = await tx.one(sql<{ roles: MemberRole[]; team: string[] }>`
    SELECT m.roles, ${teamOf(sql`m.id`)} AS team FROM member m
    WHERE m.workspace_id = ${tx.workspaceId} AND m.id = ${memberId}`)
  return { kind: 'member', memberId, roles: row.roles, teamMemberIds: row.team, sessionId: null }
}
