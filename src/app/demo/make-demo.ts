import { randomInt } from 'node:crypto'
import { hashPassword } from '../../connectors/kit/passwords.ts'
import { insertMany } from '../../db/insert-many.ts'
import { qb } from '../../db/query.ts'
import type { OperationTx } from '../operation-tx.ts'
import type { Runtime } from '../runtime.ts'
import { workIn } from '../work-in.ts'
import { createWorkspace } from '../workspaces/create-workspace.ts'
import { type DemoPerson, demoPeople } from './demo-people.ts'
import { makeDemoDeals } from './make-demo-deals.ts'

export type DemoSignIn = { name: string; title: string; email: string; password: string }

export type Demo = {
  workspaceId: string
  people: DemoSignIn[]
  /** Sets the passwords, last of all: before, nobody can sign in, and a demo that was not finished is known by it. */
  letIn(): Promise<void>
}

/**
 * A workspace of an invented company: twelve people, about sixty deals in all stages, handoffs in every status, some
 * of them late. Everything goes through the same verbs as real work, so what it shows is what the product does.
 */
export async function makeDemo(runtime: Runtime, signal?: AbortSignal): Promise<Demo> {
  const [first] = demoPeople
  if (!first) throw new Error('the demo has no people')
  const { workspaceId, adminId } = await createWorkspace(runtime, {
    name: 'Regalo Systems',
    slug: 'demo',
    currency: 'EUR',
    zone: 'Europe/Berlin',
    locale: 'en-GB',
    isDemo: true,
    admin: { name: first.name, email: emailOf(first) },
  })
  const ids = await addPeople(runtime, { workspaceId, adminId })
  await makeDemoDeals(runtime, { workspaceId, ids, signal })
  const shown = demoPeople
    .filter((person) => person.shown)
    .map((person) => ({ person, password: newPassword() }))
  return {
    workspaceId,
    people: shown.map(({ person, password }) => ({
      name: person.name,
      title: person.title,
      email: emailOf(person),
      password,
    })),
    letIn: () =>
      setPasswords(
        runtime,
        workspaceId,
        shown.map(({ person, password }) => ({ memberId: ids.get(person.key) ?? '', password })),
      ),
  }
}

const asDemo = (workspaceId: string) => ({
  workspaceId,
  actor: { kind: 'system', job: 'demo' } as const,
  requestId: 'demo',
})

async function setPasswords(
  runtime: Runtime,
  workspaceId: string,
  people: readonly { memberId: string; password: string }[],
): Promise<void> {
  const hashes = await Promise.all(people.map(({ password }) => hashPassword(password)))
  await workIn(runtime, asDemo(workspaceId), (_ctx, tx) =>
    tx.run(
      insertMany(
        'credential',
        people.map(({ memberId }, i) => ({
          workspace_id: workspaceId,
          member_id: memberId,
          password_hash: hashes[i] ?? '',
          changed_at: tx.now,
        })),
      ),
    ),
  )
}

const teamNames = { sales: 'Sales', cs: 'Customer Success', ops: 'Operations' } as const
/** Who leads the team of each side. */
const leads = { sales: 'sm', cs: 'cm', ops: 'vp' }

async function addPeople(
  runtime: Runtime,
  { workspaceId, adminId }: { workspaceId: string; adminId: string },
): Promise<ReadonlyMap<string, string>> {
  return workIn(runtime, asDemo(workspaceId), async (ctx, tx) => {
    const ids = new Map(demoPeople.map((p, i) => [p.key, i === 0 ? adminId : ctx.newId('mem')]))
    const calendars = await tx.many(
      qb.selectFrom('calendar').select(['id', 'definition']).where('workspace_id', '=', workspaceId),
    )
    const calendarIn = (zone: string): string | null =>
      calendars.find((c) => asZone(c.definition) === zone)?.id ?? null
    const teams = { sales: ctx.newId('tem'), cs: ctx.newId('tem'), ops: ctx.newId('tem') }
    await tx.run(
      insertMany(
        'team',
        (['sales', 'cs', 'ops'] as const).map((side) => ({
          workspace_id: workspaceId,
          id: teams[side],
          name: teamNames[side],
          side,
          version: 1,
        })),
      ),
    )
    const rows = demoPeople.map((p) => ({
      workspace_id: workspaceId,
      id: ids.get(p.key) ?? '',
      name: p.name,
      email: emailOf(p),
      roles: [...p.roles],
      status: 'active',
      team_id: teams[p.team],
      manager_id: p.manager ? (ids.get(p.manager) ?? null) : null,
      calendar_id: calendarIn(p.zone),
      zone: p.zone,
      locale: 'en-GB',
      territories: [...(p.territories ?? [])],
      sizes: [],
      industries: [...(p.industries ?? [])],
      languages: [...(p.languages ?? [])],
      skills: [],
      capacity: p.capacity ?? null,
      created_at: tx.now,
      version: 1,
    }))
    const [admin, ...others] = rows
    // Managers stand before those they manage, so that one insert satisfies every reference.
    await tx.run(
      insertMany(
        'member',
        others.toSorted((a, b) => depth(a.id, ids) - depth(b.id, ids)),
      ),
    )
    if (admin)
      await tx.run(
        qb
          .updateTable('member')
          .set({
            roles: admin.roles,
            team_id: admin.team_id,
            calendar_id: admin.calendar_id,
            zone: admin.zone,
            version: 2,
          })
          .where('workspace_id', '=', workspaceId)
          .where('id', '=', adminId),
      )
    await leadTeams(tx, ids)
    for (const row of others)
      tx.record('member.create', {
        noun: 'member',
        id: row.id,
        after: { name: row.name, roles: row.roles },
        version: 1,
      })
    return ids
  })
}

async function leadTeams(tx: OperationTx, ids: ReadonlyMap<string, string>): Promise<void> {
  for (const [side, lead] of Object.entries(leads))
    await tx.run(
      qb
        .updateTable('team')
        .set({ manager_id: ids.get(lead) ?? null, version: 2 })
        .where('workspace_id', '=', tx.workspaceId)
        .where('side', '=', side),
    )
}

function depth(id: string, ids: ReadonlyMap<string, string>): number {
  const person = demoPeople.find((p) => ids.get(p.key) === id)
  return person?.manager ? 1 + depth(ids.get(person.manager) ?? '', ids) : 0
}

function emailOf(person: DemoPerson): string {
  return `${person.name.toLowerCase().replaceAll(' ', '.')}@regalo.example`
}

const asZone = (definition: unknown): string => (definition as { zone: string }).zone

const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Four groups of four: over 70 bits of chance, and still typed without mistakes. */
function newPassword(): string {
  const group = (): string => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
  return [group(), group(), group(), group()].join('-')
}
