import type { Ctx } from '../app/context.ts'
import type { OperationTx } from '../app/operation-tx.ts'
import type { JobName, JobPayload } from '../contract/jobs.ts'

/** What a long job is given: as many transactions as it likes, each of which holds its claim or throws. */
export type LongJob = {
  ctxIn<T>(work: (ctx: Ctx, tx: OperationTx) => Promise<T>): Promise<T>
  /** True when the process is stopping or the claim was lost: leave off at the next resting place. */
  readonly stopping: () => boolean
  /** When this try fails the job is parked. */
  readonly lastTry: boolean
}

/**
 * The body of a job. `quick`: its whole effect and its end are one transaction, so it happens exactly once.
 * `long`: it speaks to the outside or takes many transactions; it must bear being run again.
 * `recurring`: quick, and due again so many seconds after each run as it answers; it is never given up.
 */
export type Job<N extends JobName> =
  | { kind: 'quick'; mostTries: number; run(ctx: Ctx, payload: JobPayload<N>): Promise<void> }
  | { kind: 'long'; mostTries: number; run(job: LongJob, payload: JobPayload<N>): Promise<void> }
  | { kind: 'recurring'; run(ctx: Ctx, payload: JobPayload<N>): Promise<number> }
export type JobList = { readonly [N in JobName]: Job<N> }
