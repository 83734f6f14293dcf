import type { Checked, Output } from '../contract/operations.ts'
import type { OperationName } from '../contract/routes.ts'
import type { Ctx } from './context.ts'

/** The verb behind an operation. */
export type Verb<N extends OperationName> = (ctx: Ctx, input: Checked<N>) => Promise<Output<N>>
export type Verbs = { readonly [N in OperationName]?: Verb<N> }
