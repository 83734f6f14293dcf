import { randomBytes } from 'node:crypto'
import { runOperation } from '../app/run-operation.ts'
import { actAs } from '../app/sessions/act-as.ts'
import { apiPrefix, type OperationName, routes } from '../contract/routes.ts'
import { type Surroundings, UsageError } from './command.ts'
import { isRead } from './operations.ts'
import { type Arguments, takeFlag } from './parse-arguments.ts'
import { Refusal } from './refusal.ts'

/** Runs one operation, here or on a server, and gives its answer. */
export type Caller = (name: OperationName, input: Record<string, unknown>) => Promise<unknown>

/** Takes the flags that say who acts and where; what is left is the operation's input. */
export function chooseCaller(args: Arguments, around: Surroundings): Caller {
  const url = takeFlag(args, 'url') ?? around.env['THROUGHLINE_URL']
  const key = takeFlag(args, 'key') ?? around.env['THROUGHLINE_API_KEY']
  const as = takeFlag(args, 'as') ?? (url ? undefined : around.env['THROUGHLINE_AS'])
  const workspace = takeFlag(args, 'workspace')
  const idempotencyKey = takeFlag(args, 'idempotency-key')
  if (url && as)
    throw new UsageError('Say either --url, to act on a server, or --as, to act on this machine.')
  if (url) {
    if (!key) throw new UsageError('--url needs an API key: --key tlk_… or THROUGHLINE_API_KEY.')
    return remoteCaller({ url, key, idempotencyKey })
  }
  if (!as) throw new UsageError('Who acts? Say --as EMAIL, or --url with an API key.')
  return localCaller(around, { as, workspace, idempotencyKey })
}

function localCaller(
  around: Surroundings,
  {
    as,
    workspace,
    idempotencyKey,
  }: { as: string; workspace?: string | undefined; idempotencyKey?: string | undefined },
): Caller {
  return async (name, input) => {
    await using opened = await around.openRuntime()
    const { workspaceId, actor } = await actAs(opened.runtime, { workspace, email: as })
    const requestId = `req_${randomBytes(13).toString('hex')}`
    return await runOperation(opened.runtime, {
      name,
      workspaceId,
      actor,
      input,
      requestId,
      idempotencyKey: idempotencyKey ?? null,
    })
  }
}

function remoteCaller({
  url,
  key,
  idempotencyKey,
}: {
  url: string
  key: string
  idempotencyKey?: string | undefined
}): Caller {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new UsageError(`--url ${url}: expected an address such as https://handoff.example.com.`)
  }
  const base = url.replace(/\/+$/, '')
  return async (name, input) => {
    const { address, body } = placeInput(name, input)
    const response = await fetch(`${base}${apiPrefix}${address}`, {
      method: routes[name].split(' ')[0] ?? 'GET',
      redirect: 'error',
      signal: AbortSignal.timeout(60_000),
      headers: {
        authorization: `Bearer ${key}`,
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
      },
      ...(body !== undefined && { body }),
    }).catch((error: unknown) => {
      throw Refusal.unreachable(base, error)
    })
    const text = await response.text()
    if (!response.ok) throw Refusal.fromProblem(response.status, text)
    return JSON.parse(text)
  }
}

/** Path fields into the path, the rest after "?" or into the body, as the server expects them. */
function placeInput(name: OperationName, input: Record<string, unknown>): { address: string; body?: string } {
  const rest = { ...input }
  const path = (routes[name].split(' ')[1] ?? '').replace(/:([A-Za-z]+)/g, (_, field: string) => {
    const value = rest[field]
    delete rest[field]
    if (typeof value !== 'string') throw new UsageError(`--${field} is missing.`)
    return encodeURIComponent(value)
  })
  if (!isRead(name)) return { address: path, body: JSON.stringify(rest) }
  const query = new URLSearchParams()
  for (const [field, value] of Object.entries(rest)) {
    for (const one of [value].flat()) query.append(field, String(one))
  }
  return { address: query.size > 0 ? `${path}?${query}` : path }
}
