import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { auditOf, jobsOf, refusalOf } from '../../../test/support/traces.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../../../test/support/workspace.ts'
import { hashToken } from '../../connectors/kit/tokens.ts'
import type { Runtime } from '../runtime.ts'
import { peopleVerbs } from './people-verbs.ts'

let runtime: Runtime
let workspace: TestWorkspace

beforeAll(async () => {
  runtime = await testRuntime({ at: '2026-11-20T10:00:00.000Z', verbs: peopleVerbs })
  workspace = await makeWorkspace(runtime)
})

type Link = { token_hash: Buffer; used_at: string | null; member_id: string }
const linksOf = (memberId: string): Promise<Link[]> =>
  workspace.within((tx) =>
    tx.many(sql<Link>`SELECT token_hash, used_at, member_id FROM sign_in_link WHERE workspace_id = ${workspace.id}
      AND member_id = ${memberId} AND purpose = 'invite' ORDER BY created_at, id`),
  )
const tokenIn = (link: string | null): string => link?.split('#')[1] ?? ''

describe('inviting a person', () => {
  it('adds them as invited, mails a link of which only the hash is kept, and audits it', async () => {
    const made = await workspace.run('member.invite', {
      name: 'Ana Alvarez',
      email: 'Ana@Example.com',
      roles: ['csm', 'csm'],
      territories: ['EMEA'],
      capacity: 40,
    })
    expect(made).toMatchObject({ email: 'ana@example.com', status: 'invited', roles: ['csm'], capacity: 40 })
    expect(made.link).toMatch(/^https:\/\/handoff\.example\.com\/\S+#tli_wsp_/)
    const [link] = await linksOf(made.id)
    expect(link?.token_hash.equals(hashToken(tokenIn(made.link)))).toBe(true)
    const mail = await workspace.within((tx) =>
      tx.one(sql<{ id: string; to_address: string; text_body: string; status: string }>`
        SELECT id, to_address, text_body, status FROM mail WHERE workspace_id = ${workspace.id} AND member_id = ${made.id}`),
    )
    expect(mail).toMatchObject({ to_address: 'ana@example.com', status: 'queued' })
    expect(mail.text_body).toContain(made.link)
    expect(mail.text_body).toContain('Ada Admin has added you')
    expect(await jobsOf(workspace, 'send-mail')).toContainEqual({ mailId: mail.id })
    const entries = await auditOf(workspace, 'member.invite')
    expect(entries.find((e) => e.recordId === made.id)).toMatchObject({
      actorId: workspace.adminId,
      changes: { email: [null, 'ana@example.com'], status: [null, 'invited'] },
    })
  })

  it('keeps the link to itself where a mail server brings it', async () => {
    const withMail = await testRuntime({
      verbs: peopleVerbs,
      mail: { send: async () => ({ sentAt: '2026-11-20T10:00:00.000Z' }) },
    })
    const own = await makeWorkspace(withMail)
    const person = { name: 'Ben', email: 'ben@example.com', roles: ['ae' as const] }
    expect((await own.run('member.invite', person)).link).toBeNull()
    expect((await own.run('member.invite', { ...person, sendMail: false })).link).toContain('#tli_')
    expect(await jobsOf(own, 'send-mail')).toHaveLength(1)
  })

  it('makes a person known from an import, by their name, the same person', async () => {
    const id = await workspace.addMember({
      roles: ['ae'],
      name: 'Darcel Schlecht',
      email: null,
      status: 'known',
    })
    const made = await workspace.run('member.invite', {
      name: 'darcel schlecht',
      email: 'darcel@example.com',
      roles: ['ae'],
    })
    expect(made).toMatchObject({ id, status: 'invited', email: 'darcel@example.com' })
  })

  it('does not guess between two known people of one name', async () => {
    for (let i = 0; i < 2; i++)
      await workspace.addMember({ roles: ['ae'], name: 'Kim Lee', email: null, status: 'known' })
    await workspace.run('member.invite', { name: 'Kim Lee', email: 'kim@example.com', roles: ['ae'] })
    expect((await workspace.run('member.list', { search: 'kim lee' })).items).toHaveLength(3)
  })

  it('gives somebody invited before a fresh link and ends the earlier one', async () => {
    const person = { name: 'Eve', email: 'eve@example.com', roles: ['ae' as const] }
    const first = await workspace.run('member.invite', person)
    const second = await workspace.run('member.invite', person)
    expect(second.id).toBe(first.id)
    const links = await linksOf(first.id)
    expect(links).toHaveLength(2)
    const state = (link: string | null) =>
      links.find((l) => l.token_hash.equals(hashToken(tokenIn(link))))?.used_at
    expect(state(first.link)).not.toBeNull()
    expect(state(second.link)).toBeNull()
    expect((await auditOf(workspace, 'member.invite_again')).map((e) => e.recordId)).toContain(first.id)
  })

  it('refuses who has joined, and who is suspended', async () => {
    await workspace.addMember({ roles: ['ae'], email: 'here@example.com' })
    await workspace.addMember({ roles: ['ae'], email: 'gone@example.com', status: 'suspended' })
    const invite = (email: string) =>
      refusalOf(workspace.run('member.invite', { name: 'X', email, roles: ['ae'] }))
    expect((await invite('here@example.com')).detail).toBe('already_member')
    expect((await invite('gone@example.com')).detail).toBe('member_suspended')
  })

  it('refuses a team, manager or calendar that is not there, naming the field', async () => {
    const suspended = await workspace.addMember({ roles: ['cs_manager'], status: 'suspended' })
    const bad = { teamId: `tem_${'0'.repeat(26)}`, managerId: suspended, calendarId: `cal_${'0'.repeat(26)}` }
    const error = await refusalOf(
      workspace.run('member.invite', { name: 'X', email: 'x1@example.com', roles: ['csm'], ...bad }),
    )
    expect(error.fields.map((f) => f.path)).toEqual(['teamId', 'calendarId', 'managerId'])
  })

  it('lets RevOps invite, but not an admin', async () => {
    const revops = await workspace.actorWith('revops')
    await workspace.run('member.invite', { name: 'R', email: 'r1@example.com', roles: ['ae'] }, revops)
    const error = await refusalOf(
      workspace.run('member.invite', { name: 'R', email: 'r2@example.com', roles: ['admin'] }, revops),
    )
    expect(error.message).toBe('Only an admin can make or change an admin.')
    await workspace.run('member.invite', { name: 'New Admin', email: 'na@example.com', roles: ['admin'] })
    const again = workspace.run(
      'member.invite',
      { name: 'New Admin', email: 'na@example.com', roles: ['ae'] },
      revops,
    )
    expect((await refusalOf(again)).code).toBe('forbidden')
  })

  it('refuses who may only look', async () => {
    const executive = await workspace.actorWith('executive')
    const work = workspace.run(
      'member.invite',
      { name: 'X', email: 'x@example.com', roles: ['ae'] },
      executive,
    )
    expect((await refusalOf(work)).code).toBe('forbidden')
  })

  it('invites once however often the same request is sent', async () => {
    const person = { name: 'Once', email: 'once@example.com', roles: ['ae' as const] }
    const [one, two] = await Promise.all(
      [1, 2].map(() => workspace.run('member.invite', person, workspace.admin, { idempotencyKey: 'k1' })),
    )
    expect(two).toEqual(one)
    expect(await linksOf(one?.id ?? '')).toHaveLength(1)
  })
})
