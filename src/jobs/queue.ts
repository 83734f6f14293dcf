import type { Actor, Ctx } from '../app/context.ts'
import { AppError } from '../app/errors.ts'
import { giveWay } from '../app/inbox/give-way.ts'
import type { OperationTx } from '../app/operation-tx.ts'
import {
  type ClaimedJob,
  claimJob,
  type Due,
  failJob,
  findDue,
  finishJob,
  nextTry,
  type QueueName,
  recurJob,
  renewJob,
} from '../app/queue/claim.ts'
import type { Runtime } from '../app/runtime.ts'
import { workIn } from '../app/work-in.ts'
import { type JobName, jobNames } from '../contract/jobs.ts'
import type { Job, JobList, LongJob } from './job.ts'

/** Does one due row of `inbox` or `timer`: everything about it happens in here. */
export type Handle = (runtime: Runtime, due: Due) => Promise<void>

export type QueueOptions = {
  jobs: Partial<JobList>
  handlers: Record<Exclude<QueueName, 'outbox'>, Handle>
  /** Rows worked on at once per queue. */
  width: number
  pollMs: number
}

export type Queue = AsyncDisposable & {
  /** Looks at once instead of at the next tick. */
  wake(): void
  /** Resolves when nothing is due and nothing is running; for tests and for draining. */
  idle(): Promise<void>
}

/**
 * Finds what is due each second, and at once when woken, and works on it. Rows of ours are the truth:
 * any number of processes may do this, and a killed one's claims run out by themselves.
 */
export function startQueue(runtime: Runtime, options: QueueOptions): Queue {
  const stop = new AbortController()
  const lanes = (['inbox', 'outbox', 'timer'] as const).map((queue) =>
    startLane({ runtime, options, queue, stop: stop.signal }),
  )
  const timer = setInterval(() => lanes.forEach((lane) => lane.wake()), options.pollMs)
  timer.unref()
  return {
    wake: () => lanes.forEach((lane) => lane.wake()),
    idle: async () => {
      for (const lane of lanes) await lane.idle()
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      stop.abort()
      await Promise.all(lanes.map((lane) => lane.stopped()))
    },
  }
}

/** How long work stands back for what is more pressing; a clock that is due does so only for a blink. */
const standsBack = {
  inbox: { mostMs: 2_000, to: 'senders' },
  outbox: { mostMs: 1_000, to: 'events' },
  timer: { mostMs: 200, to: 'senders' },
} as const satisfies Record<QueueName, { mostMs: number; to: 'senders' | 'events' }>

type Lane = { wake(): void; idle(): Promise<void>; stopped(): Promise<void> }
type LaneInput = { runtime: Runtime; options: QueueOptions; queue: QueueName; stop: AbortSignal }

function startLane({ runtime, options, queue, stop }: LaneInput): Lane {
  let running: Promise<void> | null = null
  let again = false
  async function drain(): Promise<void> {
    do {
      again = false
      const due = await findDue(runtime.timerPool, queue, {
        most: 500,
        offsetMs: runtime.clockOffsetMs,
      }).catch((error: unknown) => {
        if (!stop.aborted) runtime.log.warn({ queue, error: String(error) }, 'Looking for due work failed')
        return []
      })
      await inParallel(due, options.width, async (item) => {
        await giveWay(runtime, standsBack[queue].mostMs, standsBack[queue].to)
        if (stop.aborted) return
        await workOn(runtime, { options, queue, item, stop })
      })
      if (due.length === 500) again = true
    } while (again && !stop.aborted)
  }
  function wake(): void {
    again = true
    if (running || stop.aborted) return
    running = drain().finally(() => {
      running = null
      if (again && !stop.aborted) wake()
    })
  }
  return {
    wake,
    async idle() {
      wake()
      while (running) await running
    },
    async stopped() {
      while (running) await running
    },
  }
}

async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0
  async function line(): Promise<void> {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, line))
}

type Work = { options: QueueOptions; queue: QueueName; item: Due; stop: AbortSignal }

async function workOn(runtime: Runtime, { options, queue, item, stop }: Work): Promise<void> {
  try {
    if (queue === 'outbox') await runJob(runtime, { jobs: options.jobs, item, stop })
    else await options.handlers[queue](runtime, item)
  } catch (error) {
    runtime.log.error(
      { queue, workspaceId: item.workspaceId, id: item.id, error: describe(error) },
      'Due work failed',
    )
  }
}

async function runJob(
  runtime: Runtime,
  { jobs, item, stop }: { jobs: Partial<JobList>; item: Due; stop: AbortSignal },
): Promise<void> {
  const actor: Actor = { kind: 'system', job: 'queue' }
  const place = { workspaceId: item.workspaceId, actor, requestId: item.id }
  const claimed = await claimJob(runtime, item)
  if (!claimed) return
  const name = jobNames.find((n) => n === claimed.job)
  const body = name ? (jobs[name] as Job<JobName> | undefined) : undefined
  if (!name || !body) {
    await workIn(runtime, place, (_ctx, tx) =>
      failJob(tx, claimed, { error: `This version knows no job "${claimed.job}".`, again: null }),
    )
    return
  }
  const mine = {
    ...place,
    actor: { kind: 'system', job: name } as const,
    requestId: claimed.requestId ?? item.id,
    causeId: claimed.id,
    aroseAt: body.kind === 'recurring' ? null : claimed.aroseAt,
  }
  try {
    if (body.kind === 'quick') await runQuick(runtime, { body, claimed, mine })
    else if (body.kind === 'recurring') await runRecurring(runtime, { body, claimed, mine })
    else await runLong(runtime, { body, claimed, mine, stop })
  } catch (error) {
    await workIn(runtime, place, (_ctx, tx) =>
      failJob(tx, claimed, {
        error: describe(error),
        again: worthAnotherTry(error) ? nextTry(tx.now, claimed.attempts, mostTriesOf(body)) : null,
      }),
    )
  }
}

type Mine = Parameters<typeof workIn>[1]

async function runQuick(
  runtime: Runtime,
  {
    body,
    claimed,
    mine,
  }: { body: Extract<Job<JobName>, { kind: 'quick' }>; claimed: ClaimedJob; mine: Mine },
): Promise<void> {
  await workIn(runtime, mine, async (ctx, tx) => {
    await (body.run as (ctx: Ctx, payload: unknown) => Promise<void>)(ctx, claimed.payload)
    if (!(await finishJob(tx, claimed))) throw new Error('another worker took this job over')
  })
}

async function runRecurring(
  runtime: Runtime,
  {
    body,
    claimed,
    mine,
  }: { body: Extract<Job<JobName>, { kind: 'recurring' }>; claimed: ClaimedJob; mine: Mine },
): Promise<void> {
  await workIn(runtime, mine, async (ctx, tx) => {
    const run = body.run as (ctx: Ctx, payload: unknown) => Promise<number>
    const seconds = await run(ctx, claimed.payload)
    if (!(await recurJob(tx, claimed, seconds))) throw new Error('another worker took this job over')
  })
}

function mostTriesOf(body: Job<JobName>): number {
  return body.kind === 'recurring' ? Number.POSITIVE_INFINITY : body.mostTries
}

async function runLong(
  runtime: Runtime,
  {
    body,
    claimed,
    mine,
    stop,
  }: { body: Extract<Job<JobName>, { kind: 'long' }>; claimed: ClaimedJob; mine: Mine; stop: AbortSignal },
): Promise<void> {
  let lost = false
  const job: LongJob = {
    stopping: () => stop.aborted || lost,
    lastTry: claimed.attempts >= body.mostTries,
    ctxIn: (work) =>
      workIn(runtime, mine, async (ctx: Ctx, tx: OperationTx) => {
        if (!(await renewJob(tx, claimed))) {
          lost = true
          throw new Error('another worker took this job over')
        }
        return work(ctx, tx)
      }),
  }
  await (body.run as (job: LongJob, payload: unknown) => Promise<void>)(job, claimed.payload)
  // A job that left off because the process stops keeps its row pending: its claim runs out and it goes on elsewhere.
  if (!job.stopping()) await workIn(runtime, mine, (_ctx, tx) => finishJob(tx, claimed))
}

/** Connectors say by code whether a repeat can help; a refusal by our own rules will not change by itself. */
function worthAnotherTry(error: unknown): boolean {
  if (error instanceof Error && 'retryable' in error) return error.retryable === true
  return !(error instanceof AppError) || error.code === 'unavailable'
}

function describe(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 1_000)
}
