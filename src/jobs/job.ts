import type { Ctx } from '../app/context.ts'
import type { OperationTx } from '../app/operation-tx.ts'
import type { JobName, JobPayload } from '../contract/jobs.ts'

/** What a long job is given: as many transactions as it likes, each of which holds its claim or throws. */
export type LongJob = {
  ctxIn<T>(work: (ctx: Ctx, tx: OperationTx) => Promise<T>): Promise<T>
  /** True when the process is stopping or the claim was lost: leave off at the next resting place. */
  readonly stopping: () => boolean
}

/**
 * The body of a job. `quick`: its whole effect and its end are one transaction, so it happens exactly once.
 * `long`: it speaks to the outside or takes many transactions; it must bear being run again.
 */
export type Job<N extends JobName> = { mostTries: number } & (
  | { kind: 'quick'; run(ctx: Ctx, payload: JobPayload<N>): Promise<void> }
  | { kind: 'long'; run(job: LongJob, payload: JobPayload<N>): Promise<void> }
)
export type JobList = { readonly [N in JobName]: Job<N> }
