import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { publishablePlaybook } from '../../../test/support/publishable-playbook.ts'
import { refusalOf } from '../../../test/support/traces.ts'
import { testRuntime } from '../../../test/support/workspace.ts'
import { newId } from '../../db/new-id.ts'
import { parsePlaybook } from '../playbooks/parse-playbook.ts'
import type { Runtime } from '../runtime.ts'
import { workIn } from '../work-in.ts'
import { createWorkspace, type NewWorkspace } from './create-workspace.ts'

const wanted = (changes: Partial<NewWorkspace> = {}): NewWorkspace => ({
  name: 'Nordwind',
  slug: newId('req').slice(4).toLowerCase(),
  currency: 'EUR',
  zone: 'Europe/Berlin',
  locale: 'en-GB',
  isDemo: false,
  admin: { name: 'Ada', email: 'Ada@Nordwind.example' },
  ...changes,
})

type Counts = { members: string[]; passwords: number; versions: number; defaults: number; audit: string[] }

function counts(runtime: Runtime, workspaceId: string): Promise<Counts> {
  const place = { workspaceId, actor: { kind: 'system', job: 'test' } as const, requestId: newId('req') }
  return workIn(runtime, place, (_ctx, tx) =>
    tx.one(sql<Counts>`SELECT
      ARRAY(SELECT email || ' ' || status || ' ' || array_to_string(roles, ',') FROM member WHERE workspace_id = ${workspaceId}) AS members,
      (SELECT count(*) FROM credential WHERE workspace_id = ${workspaceId}) AS passwords,
      (SELECT count(*) FROM playbook_version WHERE workspace_id = ${workspaceId} AND status = 'effective') AS versions,
      (SELECT count(*) FROM calendar WHERE workspace_id = ${workspaceId} AND is_default) AS defaults,
      ARRAY(SELECT DISTINCT action FROM audit WHERE workspace_id = ${workspaceId} ORDER BY action) AS audit`),
  )
}

describe('making a workspace', () => {
  it('has one active admin, a playbook in force and one default calendar, all audited', async () => {
    const runtime = await testRuntime()
    const { workspaceId } = await createWorkspace(runtime, wanted())
    expect(await counts(runtime, workspaceId)).toEqual({
      members: ['ada@nordwind.example active admin'],
      passwords: 0,
      versions: 1,
      defaults: 1,
      audit: ['calendar.create', 'member.create', 'playbook.publish', 'workspace.create'],
    })
  })

  it('keeps the password where a hash is given', async () => {
    const runtime = await testRuntime()
    const admin = { name: 'Ada', email: 'ada@nordwind.example', passwordHash: '$argon2id$…' }
    const { workspaceId } = await createWorkspace(runtime, wanted({ admin }))
    expect((await counts(runtime, workspaceId)).passwords).toBe(1)
  })

  it('begins with another process where one is given', async () => {
    const runtime = await testRuntime()
    const source = JSON.stringify(publishablePlaybook())
    const parsed = parsePlaybook(source)
    if (!parsed.ok) throw new Error('expected a usable playbook')
    const { workspaceId } = await createWorkspace(runtime, wanted({ playbook: { ...parsed, source } }))
    expect(await counts(runtime, workspaceId)).toMatchObject({ versions: 1, defaults: 1 })
  })

  it('refuses a short name that is taken, and leaves nothing behind', async () => {
    const runtime = await testRuntime()
    const first = wanted()
    await createWorkspace(runtime, first)
    const error = await refusalOf(createWorkspace(runtime, wanted({ slug: first.slug })))
    expect(error.detail).toBe('slug_taken')
    const { rows } = await runtime.pool.query('SELECT id FROM find_workspace($1)', [first.slug])
    expect(rows).toHaveLength(1)
  })
})
