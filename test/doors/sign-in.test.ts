import { expect, test } from 'vitest'
import { keyVerbs } from '../../src/app/keys/key-verbs.ts'
import { sessionVerbs } from '../../src/app/sessions/session-verbs.ts'
import { workspaceVerbs } from '../../src/app/workspaces/workspace-verbs.ts'
import { hashPassword } from '../../src/connectors/kit/passwords.ts'
import { qb } from '../../src/db/query.ts'
import { call, cookie, openDoors } from '../support/doors.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../support/workspace.ts'

const password = 'correct horse battery'
const verbs = { ...sessionVerbs, ...keyVerbs, ...workspaceVerbs }

async function setPassword(workspace: TestWorkspace, memberId: string): Promise<void> {
  const password_hash = await hashPassword(password)
  await workspace.within((tx) =>
    tx.run(
      qb
        .insertInto('credential')
        .values({ workspace_id: workspace.id, member_id: memberId, password_hash, changed_at: tx.now }),
    ),
  )
}

function sessionOf(response: { cookies: { name: string; value: string }[] }): string {
  return response.cookies.find((c) => c.name === cookie)?.value ?? ''
}

test('somebody signs in with e-mail and password, sees who they are, and signs out', async () => {
  const runtime = await testRuntime({ verbs })
  const workspace = await makeWorkspace(runtime)
  await using app = await openDoors(runtime)
  await setPassword(workspace, workspace.adminId)
  const input = { workspace: workspace.slug, email: 'ADA@example.com', password }
  const answer = await call(app, 'session.sign_in', input)
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['set-cookie']).toMatch(/HttpOnly; Secure; SameSite=Lax/)
  const session = sessionOf(answer)
  const shown = await call(app, 'session.show', {}, { session })
  expect(shown.json()).toMatchObject({ member: { name: 'Ada Admin' }, workspace: { slug: workspace.slug } })
  expect((await call(app, 'session.sign_out', {}, { session })).statusCode).toBe(200)
  expect((await call(app, 'session.show', {}, { session })).statusCode).toBe(401)
})
