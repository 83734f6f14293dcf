import { randomUUID } from 'node:crypto'
import type { Input, Output } from '../../src/contract/operations.ts'
import { apiPrefix, type OperationName, routes } from '../../src/contract/routes.ts'

type Caller = { base: string; cookie: string } | { base: string; key: string }

/** Calls an operation over HTTP as a page of the product would. */
export async function callOperation<N extends OperationName>(
  caller: Caller,
  name: N,
  input: Input<N>,
): Promise<Output<N>> {
  const [method = 'GET', template = ''] = routes[name].split(' ')
  const rest: Record<string, unknown> = { ...asFields(input) }
  const path = template.replace(/:([A-Za-z]+)/g, (_, field: string) => {
    const value = String(rest[field])
    delete rest[field]
    return encodeURIComponent(value)
  })
  const isRead = method === 'GET'
  const query = isRead
    ? new URLSearchParams(Object.entries(rest).map(([k, v]): [string, string] => [k, String(v)])).toString()
    : ''
  const response = await fetch(`${caller.base}${apiPrefix}${path}${query && `?${query}`}`, {
    method,
    headers: {
      origin: caller.base,
      ...('cookie' in caller ? { cookie: caller.cookie } : { authorization: `Bearer ${caller.key}` }),
      ...(isRead ? {} : { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
    },
    ...(isRead ? {} : { body: JSON.stringify(rest) }),
  })
  if (!response.ok) throw new Error(`${name} answered ${response.status}: ${await response.text()}`)
  return asOutput<N>(await response.json())
}

// Every input of the contract is an object; generic code needs to walk it by name.
function asFields(input: unknown): Record<string, unknown> {
  return input as Record<string, unknown>
}

// The server checks its answers against the contract before it sends them.
function asOutput<N extends OperationName>(answer: unknown): Output<N> {
  return answer as Output<N>
}
