import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { openSession } from '../../src/app/sessions/open-session.ts'
import { createLink } from '../../src/app/sign-in/create-link.ts'
import { hashPassword } from '../../src/connectors/kit/passwords.ts'
import { newId } from '../../src/db/new-id.ts'
import { qb } from '../../src/db/query.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../support/workspace.ts'
import { as, ask, workspaceTables } from './catalog.ts'

let workspace: TestWorkspace
const password = `correct horse ${randomBytes(8).toString('hex')}`
const secrets: Record<string, string> = {}

/** Where in the workspace's rows a text stands, in any form a column could keep it. */
async function whereStands(secret: string): Promise<string[]> {
  const forms = [secret, Buffer.from(secret).toString('hex'), Buffer.from(secret).toString('base64')]
  const tables = await workspaceTables()
  return as('super', async (client) => {
    const found: string[] = []
    for (const table of tables) {
      const { rows } = await client.query<{ column: string }>(
        `SELECT DISTINCT c.key AS column FROM ${table} t, jsonb_each_text(to_jsonb(t)) c, unnest($2::text[]) AS form
           WHERE t.workspace_id = $1 AND strpos(c.value, form) > 0`,
        [workspace.id, forms],
      )
      found.push(...rows.map((row) => `${table}.${row.column}`))
    }
    return found.toSorted()
  })
}

beforeAll(async () => {
  workspace = await makeWorkspace(await testRuntime())
  const given = `whsec_${randomBytes(24).toString('base64')}`
  const connection = await workspace.run(
    'connection.create',
    { name: 'CRM', secret: given },
    workspace.admin,
    { idempotencyKey: newId('req') },
  )
  const rotated = await workspace.run('connection.rotate_secret', {
    id: connection.id,
    version: connection.version,
  })
  const key = await workspace.run('key.create', { name: 'BI', scopes: ['read'], days: 30 }, workspace.admin, {
    idempotencyKey: newId('req'),
  })
  const made = await workspace.within(async (tx, ctx) => {
    const device = { name: 'Test', address: '192.0.2.1' }
    const session = await openSession(tx, ctx, { memberId: workspace.adminId, device })
    const link = await createLink(tx, ctx, { memberId: workspace.adminId, purpose: 'sign_in' })
    const row = { workspace_id: workspace.id, member_id: workspace.adminId, changed_at: tx.now }
    const password_hash = await hashPassword(password)
    await tx.run(qb.insertInto('credential').values({ ...row, password_hash }))
    return { session: session.token, link: link.url.split('#')[1] ?? '' }
  })
  const deal = await workspace.run('deal.create', { name: 'A deal', stageKind: 'likely' })
  const asked = await workspace.run('contribution.ask', {
    id: deal.id,
    requirementId: 'goals',
    name: 'Cleo',
  })
  Object.assign(secrets, {
    'the secret of a connection': given.slice(6),
    'the secret after a rotation': rotated.secret.replace(/^whsec_/, ''),
    'an API key': key.key,
    'a session': made.session,
    'a sign-in link': made.link,
    'a contribution link': asked.link.split('#')[1] ?? '',
    'a password': password,
  })
})

describe('rule 15, secrets are sealed or hashed before they are stored:', () => {
  it.each([
    'the secret of a connection',
    'the secret after a rotation',
    'an API key',
    'a session',
    'a sign-in link',
    'a contribution link',
    'a password',
  ])('%s stands in no table', async (what) => {
    const secret = secrets[what] ?? ''
    expect(secret.length).toBeGreaterThan(20)
    expect(await whereStands(secret)).toEqual([])
  })

  it('the search for them finds what is there', async () => {
    expect(await whereStands('ada@example.com')).toContain('member.email')
  })

  it('a link that invites somebody stands in the mail that carries it, and nowhere else', async () => {
    await workspace.run('member.invite', { name: 'Ben', email: 'ben@example.com', roles: ['ae'] })
    const [mail] = await ask<{ text: string }>(
      'super',
      `SELECT text_body AS text FROM mail WHERE workspace_id = $1 AND to_address = 'ben@example.com'`,
      [workspace.id],
    )
    const token = /#(tli_\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
    expect(token).not.toBe('')
    expect(await whereStands(token)).toEqual(['mail.html_body', 'mail.text_body'])
    const { items } = await workspace.run('mail.list', {})
    expect(JSON.stringify(items)).not.toContain(token)
  })

  it('a sealed secret opens only in its own row and column', async () => {
    const { connectors } = await testRuntime()
    const [row] = await ask<{ id: string; sealed: string }>(
      'super',
      'SELECT id, secret_sealed AS sealed FROM connection WHERE workspace_id = $1 AND secret_sealed IS NOT NULL',
      [workspace.id],
    )
    const place = (workspaceId: string, id: string, column: string) =>
      `${workspaceId}|connection|${id}|${column}`
    const open = (at: string) => connectors.seal.unseal(row?.sealed ?? '', at)
    expect(open(place(workspace.id, row?.id ?? '', 'secret_sealed'))).toMatch(/^whsec_/)
    expect(() => open(place(workspace.id, row?.id ?? '', 'previous_secret_sealed'))).toThrow()
    expect(() => open(place(workspace.id, newId('con'), 'secret_sealed'))).toThrow()
    expect(() => open(place('wsp_00000000', row?.id ?? '', 'secret_sealed'))).toThrow()
  })
})
