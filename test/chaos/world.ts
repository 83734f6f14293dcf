import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Log } from '../../src/app/context.ts'
import { parsePlaybook } from '../../src/app/playbooks/parse-playbook.ts'
import { standardPlaybook, type UsablePlaybook } from '../../src/app/playbooks/standard-playbook.ts'
import { runOperation } from '../../src/app/run-operation.ts'
import { workIn } from '../../src/app/work-in.ts'
import { createWorkspace } from '../../src/app/workspaces/create-workspace.ts'
import { newMasterKey } from '../../src/connectors/kit/seal.ts'
import type { Input, Output } from '../../src/contract/operations.ts'
import type { OperationName } from '../../src/contract/routes.ts'
import { openRuntime } from '../../src/create-runtime.ts'
import { startEmbedded } from '../../src/db/embedded/start-embedded.ts'
import { migrate } from '../../src/db/migrate.ts'
import { newId } from '../../src/db/new-id.ts'
import { qb } from '../../src/db/query.ts'

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** A database of its own on this machine, a workspace in it, and a source: what two workers share. */
export type World = AsyncDisposable & {
  workspaceId: string
  path: string
  secret: string
  superuserUrl: string
  /** Settings of a worker process. */
  env: Record<string, string>
  run<N extends OperationName>(name: N, input: Input<N>): Promise<Output<N>>
}

export async function makeWorld(): Promise<World> {
  await using stack = new AsyncDisposableStack()
  const dataDir = mkdtempSync(join(tmpdir(), 'throughline-chaos-'))
  // The database server may have to run as somebody else, who must be able to enter.
  chmodSync(dataDir, 0o755)
  stack.defer(() => rmSync(dataDir, { recursive: true, force: true }))
  const database = stack.use(await startEmbedded({ dataDir: join(dataDir, 'data'), log: silent }))
  await migrate({ ownerUrl: database.ownerUrl, log: silent })
  const masterKey = newMasterKey()
  const { runtime } = stack.use(
    openRuntime({
      urls: database,
      key: Buffer.from(masterKey, 'base64'),
      config: { mail: null, publicUrl: 'http://127.0.0.1' },
      log: silent,
    }),
  )
  const { workspaceId, adminId } = await createWorkspace(runtime, {
    name: 'Chaos',
    slug: 'chaos',
    currency: 'EUR',
    zone: 'Etc/UTC',
    locale: 'en-GB',
    isDemo: false,
    admin: { name: 'Ada Admin', email: 'ada@example.com' },
    playbook: hurried(),
  })
  const actor = {
    kind: 'member',
    memberId: adminId,
    roles: ['admin'],
    teamMemberIds: [],
    sessionId: null,
  } as const
  const run: World['run'] = (name, input) =>
    runOperation(runtime, { name, workspaceId, actor, input, requestId: newId('req') })
  await workIn(runtime, { workspaceId, actor, requestId: newId('req') }, async (_ctx, tx) => {
    for (const [i, name] of ['Cleo', 'Carl', 'Cora'].entries())
      await tx.run(
        qb.insertInto('member').values({
          workspace_id: workspaceId,
          id: newId('mem'),
          name,
          email: `csm${i}@example.com`,
          roles: ['csm'],
          status: 'active',
          created_at: tx.now,
        }),
      )
  })
  const source = await run('connection.create', { name: 'CRM', liveFrom: '2020-01-01T00:00:00Z' })
  const kinds = ['open', 'likely', 'won'] as const
  await run('stage.map', {
    id: source.id,
    stages: kinds.map((kind) => ({ pipeline: '', externalId: kind, kind })),
  })
  const kept = stack.move()
  return {
    workspaceId,
    path: `/hooks/${workspaceId}/${source.id}`,
    secret: source.secret,
    superuserUrl: database.superuserUrl.replace(/\/postgres(\?|$)/, '/throughline$1'),
    env: {
      DATABASE_URL: database.appUrl,
      DATABASE_TIMER_URL: database.timerUrl,
      THROUGHLINE_MASTER_KEY: masterKey,
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'error',
    },
    run,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

/** The shipped process with clocks of seconds, so that they fire while workers die. */
function hurried(): UsablePlaybook {
  const { playbook } = standardPlaybook()
  const soon = (i: number) => ({ hours: (1 + (i % 10)) / 3_600 })
  const steps = playbook.steps.map((step, i) => ({
    ...step,
    due: Object.fromEntries(Object.keys(step.due).map((tier) => [tier, soon(i)])),
  }))
  const escalation = playbook.escalation.map((rung, i) =>
    'overdue' in rung.at ? { ...rung, at: { overdue: soon(i) } } : rung,
  )
  const source = JSON.stringify({ ...playbook, steps, escalation, grace: { hours: 0 } })
  const parsed = parsePlaybook(source)
  if (parsed.ok) return { ...parsed, source }
  throw new Error(parsed.problems.map((p) => `${p.path}: ${p.message}`).join('\n'))
}
