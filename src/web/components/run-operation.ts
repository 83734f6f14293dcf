import type { Handoff } from '../../contract/handoffs.ts'
import type { Input, Output } from '../../contract/operations.ts'
import { type OperationName, routes } from '../../contract/routes.ts'
import { ApiError, api } from '../api.ts'
import { queryClient, read, refresh } from '../queries.ts'
import { toast } from '../ui/toast-store.ts'
import { intentKey } from './intent-key.ts'

export type Attempt<N extends OperationName> =
  | { ok: true; value: Output<N> }
  | { ok: false; error: ApiError; again: () => Promise<Attempt<N>> }

/** Runs a changing operation once; what it refuses comes back as a value, and can be tried again as the same intent. */
export async function attempt<N extends OperationName>(
  name: N,
  input: Input<N>,
  idempotencyKey: string = intentKey(),
): Promise<Attempt<N>> {
  try {
    return { ok: true, value: await api(name, input, { idempotencyKey }) }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    if (error.status === 409) void refresh('handoff', 'deal', 'answer', 'gate')
    return { ok: false, error, again: () => attempt(name, input, idempotencyKey) }
  }
}

/** Says at the foot of the screen why something was not done. */
export function sayRefusal(error: ApiError, again?: () => void): void {
  const mayPass = error.status === 0 || error.status >= 500 || error.status === 429
  toast({
    title: error.status === 409 ? 'Changed by somebody else meanwhile' : 'Not done',
    description:
      error.status === 409
        ? 'You now see it as it is. Have a look, and do it again if it still fits.'
        : error.message,
    tone: 'danger',
    ...(mayPass && again && { action: { label: 'Try again', run: again } }),
  })
}

/** Shows a handoff as an operation answered it, and reads what else depends on it anew. */
export function keepHandoff(handoff: Handoff): void {
  queryClient.setQueryData(read('handoff.show', { id: handoff.id }).queryKey, handoff)
  void queryClient.invalidateQueries({
    queryKey: ['handoff'],
    predicate: ({ queryKey }) => queryKey[1] !== 'handoff.show',
  })
  void refresh('gate', 'answer', 'deal')
}

export function isOperationName(name: string): name is OperationName {
  return Object.hasOwn(routes, name)
}

/** Runs what the server itself proposed, name and input as it sent them. */
export function attemptProposed(proposed: {
  operation: string
  input: Record<string, unknown>
}): Promise<Attempt<OperationName>> {
  if (!isOperationName(proposed.operation)) throw new Error(`there is no operation ${proposed.operation}`)
  return attempt(proposed.operation, asInput(proposed.input))
}

// The server checks what it proposed when it comes back.
function asInput(input: Record<string, unknown>): Input<OperationName> {
  return input as Input<OperationName>
}
