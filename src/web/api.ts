import type { Input, Output } from '../contract/operations.ts'
import { apiPrefix, type OperationName, routes } from '../contract/routes.ts'

/** What the server said went wrong, in words that may be shown. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly fields: readonly { path: string; message: string }[]
  readonly current: unknown
  readonly requestId: string | null

  constructor(status: number, problem: Partial<Problem>) {
    super(problem.detail ?? 'Something went wrong on our side. Try again.')
    this.name = 'ApiError'
    this.status = status
    this.code = problem.code ?? 'unknown'
    this.fields = problem.fields ?? []
    this.current = problem.current
    this.requestId = problem.requestId ?? null
  }
}

type Problem = {
  detail: string
  code: string
  fields: { path: string; message: string }[]
  current: unknown
  requestId: string
}

export type CallOptions = {
  signal?: AbortSignal
  /** The same for every repeat of one intent, so that a lost answer never means a second effect. */
  idempotencyKey?: string
  /** For links that stand in for a sign-in. */
  token?: string
}

/** Calls an operation of the product by its name; input and answer have the contract's types. */
export async function api<N extends OperationName>(
  name: N,
  input: Input<N>,
  options: CallOptions = {},
): Promise<Output<N>> {
  const [method = 'GET', template = ''] = routes[name].split(' ')
  const { path, rest } = fillPath(template, asFields(input))
  const isRead = method === 'GET'
  const response = await send(`${apiPrefix}${path}${isRead ? queryOf(rest) : ''}`, {
    method,
    signal: options.signal ?? null,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      ...(isRead ? {} : { 'content-type': 'application/json' }),
      ...(options.idempotencyKey ? { 'idempotency-key': options.idempotencyKey } : {}),
      ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
    },
    ...(isRead ? {} : bodyOf(rest)),
  })
  if (!response.ok) throw await problemOf(response)
  return (await response.json()) as Output<N>
}

/** Browsers keep up to 64 kB on its way when the page is left: a last change is not lost with it. */
const mostKeptAlive = 30_000

function bodyOf(fields: Fields): Pick<RequestInit, 'body' | 'keepalive'> {
  const body = JSON.stringify(fields)
  return { body, keepalive: body.length < mostKeptAlive }
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiError(0, {
      code: 'offline',
      detail:
        init.method === 'GET'
          ? 'The server cannot be reached. Check the connection, or try again in a moment.'
          : 'The server cannot be reached. What you typed is kept here; it is sent when the connection is back.',
    })
  }
}

async function problemOf(response: Response): Promise<ApiError> {
  const problem: unknown = await response.json().catch(() => ({}))
  return new ApiError(response.status, typeof problem === 'object' && problem !== null ? problem : {})
}

type Fields = Readonly<Record<string, unknown>>

// Every input of the contract is an object; generic code needs to walk it by name.
function asFields(input: unknown): Fields {
  return input as Fields
}

/** Puts the path's own fields into it and leaves the others. */
export function fillPath(template: string, input: Fields): { path: string; rest: Fields } {
  const rest: Record<string, unknown> = { ...input }
  const path = template.replace(/:([A-Za-z]+)/g, (_, key: string) => {
    const value = rest[key]
    delete rest[key]
    return encodeURIComponent(String(value))
  })
  return { path, rest }
}

export function queryOf(input: Fields): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(input)) {
    if (value === undefined || value === null) continue
    for (const one of Array.isArray(value) ? value : [value]) query.append(key, String(one))
  }
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}
