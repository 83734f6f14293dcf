import { randomBytes } from 'node:crypto'
import { runOperation } from '../app/run-operation.ts'
import type { Runtime } from '../app/runtime.ts'
import { actAs } from '../app/sessions/act-as.ts'
import type { Authenticated } from '../app/sessions/authenticate.ts'
import { firstAdmin } from '../app/sessions/first-admin.ts'
import type { Input, Output } from '../contract/operations.ts'
import type { OperationName } from '../contract/routes.ts'

/** Operations as one member, and the files that are none. */
export type Door = Authenticated & {
  runtime: Runtime
  call<N extends OperationName>(name: N, input: Input<N>): Promise<Output<N>>
}

/** Acts as the member named, else as the first admin. */
export async function openDoor(
  runtime: Runtime,
  wanted: { as: string | null; workspace: string | null },
): Promise<Door> {
  const workspace = wanted.workspace ?? undefined
  const email = wanted.as ?? (await firstAdmin(runtime, workspace))
  const who = await actAs(runtime, { workspace, email })
  return {
    ...who,
    runtime,
    call: (name, input) => runOperation(runtime, { name, ...who, input, requestId: newRequestId() }),
  }
}

export function newRequestId(): string {
  return `req_${randomBytes(13).toString('hex')}`
}
