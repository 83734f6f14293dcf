import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import type { Actor } from '../../src/app/context.ts'
import { runOperation } from '../../src/app/run-operation.ts'
import type { Runtime } from '../../src/app/runtime.ts'
import { verbTable } from '../../src/app/verb-table.ts'
import { workIn } from '../../src/app/work-in.ts'
import { createWorkspace } from '../../src/app/workspaces/create-workspace.ts'
import type { Output } from '../../src/contract/operations.ts'
import type { OperationName } from '../../src/contract/routes.ts'
import { openRuntime, type Urls } from '../../src/create-runtime.ts'
import { startEmbedded } from '../../src/db/embedded/start-embedded.ts'
import { insertMany } from '../../src/db/insert-many.ts'
import { migrate } from '../../src/db/migrate.ts'
import { newId } from '../../src/db/new-id.ts'

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const masterKey = Buffer.alloc(32, 7)

export type World = AsyncDisposable & {
  urls: Urls
  superuserUrl: string
  runtime: Runtime
  workspaceId: string
  admin: Extract<Actor, { kind: 'member' }>
  /** Where a signed source sends to, and its secret. */
  hook: { path: string; secret: string; connectionId: string }
  apiKey: string
  query<T>(text: string, values?: unknown[]): Promise<T[]>
  run<N extends OperationName>(name: N, input: unknown): Promise<Output<N>>
  /** Settings of a process of the product that works on this database. */
  env: Record<string, string>
  spawn(file: string, env: Record<string, string>): Promise<Server>
}
export type Server = { port: number; cpuMs(): Promise<number>; stop(): Promise<void> }

/**
 * A durable database of its own with one workspace, twelve CSMs and a webhook source; gone afterwards, unless it is
 * kept in a directory: then it is used again.
 */
export async function makeWorld(keep: string | null = null): Promise<World> {
  await using stack = new AsyncDisposableStack()
  const base = keep ?? mkdtempSync(join(process.getuid?.() === 0 ? '/var/tmp' : tmpdir(), 'tl-bench-'))
  mkdirSync(base, { recursive: true })
  // Started by root the database runs as another user, who must be able to pass through.
  chmodSync(base, 0o711)
  const dataDir = join(base, 'data')
  if (keep === null) stack.defer(() => rmSync(base, { recursive: true, force: true }))
  const db = stack.use(await startEmbedded({ dataDir, log: silent }))
  await migrate({ ownerUrl: db.ownerUrl, log: silent })
  const superuserUrl = db.superuserUrl.replace(/\/postgres(\?|$)/, '/throughline$1')
  const client = new Client({ connectionString: superuserUrl })
  await client.connect()
  stack.defer(() => client.end())
  await client.query(`DROP SCHEMA IF EXISTS bench CASCADE; CREATE SCHEMA bench AUTHORIZATION throughline_app; SET ROLE throughline_app;
    CREATE TABLE bench.seen (id text PRIMARY KEY); CREATE TABLE bench.handoff (id text PRIMARY KEY, body jsonb NOT NULL);
    CREATE TABLE bench.step (handoff_id text, number int, due_at timestamptz, PRIMARY KEY (handoff_id, number));
    CREATE TABLE bench.document (handoff_id text PRIMARY KEY, body jsonb); CREATE TABLE bench.audit (handoff_id text, what text);
    CREATE TABLE bench.outbox (handoff_id text, job text); RESET ROLE`)
  const opened = stack.use(
    openRuntime({
      urls: db,
      key: masterKey,
      config: { mail: null, publicUrl: 'http://127.0.0.1' },
      log: silent,
    }),
  )
  const { runtime } = opened
  const { workspaceId, adminId } = await createWorkspace(runtime, {
    name: 'Bench',
    slug: `bench-${newId('key').slice(-8)}`,
    currency: 'EUR',
    zone: 'Europe/Berlin',
    locale: 'en-GB',
    isDemo: false,
    admin: { name: 'Bench Admin', email: 'bench@example.com' },
  })
  const admin: World['admin'] = {
    kind: 'member',
    memberId: adminId,
    roles: ['admin', 'revops'],
    teamMemberIds: [],
    sessionId: null,
  }
  const run = <N extends OperationName>(name: N, input: unknown): Promise<Output<N>> =>
    runOperation<N>(
      { ...runtime, verbs: verbTable },
      { name, workspaceId, actor: admin, input, requestId: newId('req') },
    )
  await workIn(
    runtime,
    { workspaceId, actor: { kind: 'system', job: 'bench' }, requestId: 'bench' },
    async (ctx, tx) => {
      await tx.run(
        insertMany(
          'member',
          Array.from({ length: 12 }, (_, i) => ({
            workspace_id: workspaceId,
            id: ctx.newId('mem'),
            name: `CSM ${i}`,
            email: `csm${i}@example.com`,
            roles: ['csm'],
            status: 'active',
            created_at: tx.now,
            territories: [],
            sizes: [],
            industries: [],
            languages: [],
            skills: [],
            version: 1,
          })),
        ),
      )
    },
  )
  const connection = await run('connection.create', { name: 'Bench CRM' })
  await run('stage.map', {
    id: connection.id,
    stages: [
      { pipeline: '', externalId: 'won', kind: 'won' },
      { pipeline: '', externalId: 'open', kind: 'open' },
    ],
  })
  const { key } = await run('key.create', { name: 'bench', scopes: ['read'], days: 2 })
  const kept = stack.move()
  const env = {
    DATABASE_URL: db.appUrl,
    DATABASE_OWNER_URL: db.ownerUrl,
    DATABASE_TIMER_URL: db.timerUrl,
    THROUGHLINE_MASTER_KEY: masterKey.toString('base64'),
  }
  return {
    urls: db,
    superuserUrl,
    runtime,
    workspaceId,
    admin,
    env,
    hook: {
      path: `/hooks/${workspaceId}/${connection.id}`,
      secret: connection.secret,
      connectionId: connection.id,
    },
    apiKey: key,
    run,
    query: async <T>(text: string, values: unknown[] = []) => (await client.query(text, values)).rows as T[],
    spawn: (file, more) => spawn(file, { ...more, ...env, BENCH_DATABASE_URL: db.appUrl }),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

async function spawn(file: string, env: Record<string, string>): Promise<Server> {
  const port = 20_000 + Math.floor(Math.random() * 20_000)
  const child: ChildProcess = fork(join(import.meta.dirname, file), {
    env: { PATH: process.env['PATH'] ?? '', ...env, PORT: String(port) },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve())
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)))
  })
  return {
    port,
    async cpuMs() {
      child.send('cpu')
      const [answer] = (await once(child, 'message')) as [{ cpu: NodeJS.CpuUsage }]
      return (answer.cpu.user + answer.cpu.system) / 1_000
    },
    async stop() {
      child.disconnect()
      await once(child, 'exit')
    },
  }
}
