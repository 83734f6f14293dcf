import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { ownLane } from '../../src/app/inbox/own-lane.ts'
import { handleEvent } from '../../src/app/inbox/process-event.ts'
import { findDue } from '../../src/app/queue/claim.ts'
import type { Runtime } from '../../src/app/runtime.ts'
import { signatureHeaders } from '../../src/connectors/kit/signature.ts'
import type { SignatureScheme } from '../../src/connectors/kit/signature-scheme.ts'
import type { Input } from '../../src/contract/operations.ts'
import { qb } from '../../src/db/query.ts'
import { mountWebhooks } from '../../src/http/webhooks.ts'
import { openDoors } from './doors.ts'
import type { TestRuntime } from './runtime.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from './workspace.ts'

export const standardScheme: SignatureScheme = { kind: 'standard-webhooks' }

/** A webhook source of a test's own, and its other end. */
export type TestSource = {
  workspace: TestWorkspace
  id: string
  path: string
  secret: string
  scheme: SignatureScheme
}

/** A source whose stages are mapped by their names. */
export async function makeSource(
  workspace: TestWorkspace,
  wanted: Partial<Input<'connection.create'>> & { scheme?: SignatureScheme } = {},
): Promise<TestSource> {
  const { scheme = standardScheme, ...input } = wanted
  const made = await workspace.run('connection.create', {
    name: `CRM ${Math.random().toString(36).slice(2)}`,
    liveFrom: '2020-01-01T00:00:00Z',
    ...input,
  })
  const kinds = ['open', 'likely', 'won', 'lost'] as const
  const stages = kinds.map((kind) => ({ pipeline: '', externalId: kind, kind }))
  await workspace.run('stage.map', { id: made.id, stages })
  return { workspace, id: made.id, path: `/hooks/${workspace.id}/${made.id}`, secret: made.secret, scheme }
}

/** The server with the address for events, in this process. */
export function openHooks(runtime: Runtime): Promise<FastifyInstance> {
  return openDoors(runtime, { registerHooks: (app) => mountWebhooks(app, runtime) })
}

export type SentEvent = {
  id?: string
  /** Signed as if sent at this time; now unless told otherwise. */
  atMs?: number
  secret?: string
  path?: string
  headers?: Record<string, string>
  method?: 'POST' | 'GET' | 'HEAD' | 'PUT' | 'OPTIONS' | 'DELETE' | 'PATCH'
  /** Sent in place of the bytes that were signed. */
  sentBody?: string | Buffer
}

let count = 0

/** Sends a body signed as the source does it. */
export function send(
  app: FastifyInstance,
  source: TestSource,
  body: unknown,
  how: SentEvent = {},
): Promise<LightMyRequestResponse> {
  const rawBody = Buffer.isBuffer(body)
    ? body
    : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  return app.inject({
    method: how.method ?? 'POST',
    url: how.path ?? source.path,
    headers: { 'content-type': 'application/json', ...signed(source, rawBody, how), ...how.headers },
    payload: how.sentBody ?? rawBody,
  })
}

/** The headers of a signed delivery. */
export function signed(source: TestSource, rawBody: Buffer, how: SentEvent = {}): Record<string, string> {
  const headers = signatureHeaders(source.scheme, how.secret ?? source.secret, {
    method: 'POST',
    url: `https://handoff.example.com${source.path}`,
    id: how.id ?? `msg_${++count}_${Math.random().toString(36).slice(2)}`,
    at: new Date(how.atMs ?? Date.now()).toISOString(),
    rawBody,
  })
  if (!headers.ok) throw new Error(headers.reason)
  return headers.value
}

export type DealNews = {
  deal: string
  stage?: string
  at?: string
  wonAt?: string
  amount?: number
  owner?: string
  account?: string
}

/** A body as the standard preset reads it. */
export function news({ deal, stage = 'won', at, wonAt, amount = 12_000, owner, account }: DealNews): object {
  const timestamp = at ?? new Date().toISOString()
  return {
    type: 'deal.updated',
    timestamp,
    data: {
      deal: {
        id: deal,
        name: `Deal ${deal}`,
        stage: { id: stage, label: stage },
        type: 'new',
        amount,
        annual_value: amount,
        currency: 'EUR',
        ...(stage === 'won' ? { won_at: wonAt ?? timestamp } : {}),
      },
      account: { id: account ?? `account of ${deal}`, name: account ?? `Account of ${deal}` },
      owner: { email: owner ?? 'abel@example.com', name: 'Abel' },
    },
  }
}

/** Works off every event of a workspace that is due, as the queue of a process does. */
export async function handleDue(runtime: Runtime, workspaceId: string): Promise<number> {
  await ownLane(runtime).settled()
  const due = await findDue(runtime.timerPool, 'inbox', { most: 10_000, offsetMs: runtime.clockOffsetMs })
  const mine = due.filter((it) => it.workspaceId === workspaceId)
  for (const it of mine) await handleEvent(runtime, it)
  return mine.length
}

export function eventsOf(workspace: TestWorkspace) {
  return workspace.within((tx) =>
    tx.many(
      qb
        .selectFrom('inbox')
        .selectAll()
        .where('workspace_id', '=', workspace.id)
        .orderBy('received_at')
        .orderBy('event_id'),
    ),
  )
}

export function handoffsOf(workspace: TestWorkspace) {
  return workspace.within((tx) =>
    tx.many(qb.selectFrom('handoff').selectAll().where('workspace_id', '=', workspace.id).orderBy('id')),
  )
}

export function dealsOf(workspace: TestWorkspace) {
  return workspace.within((tx) =>
    tx.many(
      qb.selectFrom('deal').selectAll().where('workspace_id', '=', workspace.id).orderBy('external_id'),
    ),
  )
}

/** A workspace with a CSM, an AE and a source: enough for a handoff. */
export async function makeHookWorkspace(
  runtime: Runtime,
): Promise<{ workspace: TestWorkspace; source: TestSource }> {
  const workspace = await makeWorkspace(runtime)
  await workspace.addMember({ roles: ['csm'], name: 'Cleo', email: 'cleo@example.com' })
  await workspace.addMember({ roles: ['ae'], name: 'Abel', email: 'abel@example.com' })
  return { workspace, source: await makeSource(workspace) }
}

/** A runtime and the server on it; what is told as a warning is kept to be looked at. */
export async function openHookServer(): Promise<{
  runtime: TestRuntime
  app: FastifyInstance
  warnings: string[]
}> {
  const warnings: string[] = []
  const log = {
    info: () => undefined,
    warn: (_: object, message: string) => void warnings.push(message),
    error: () => undefined,
  }
  const runtime = await testRuntime({ log })
  return { runtime, app: await openHooks(runtime), warnings }
}
