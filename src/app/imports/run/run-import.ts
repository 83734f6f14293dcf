import { sql } from 'kysely'
import type { ImportKind } from '../../../contract/import-mapping.ts'
import { isConnectionLoss, isWorthRepeating, sqlState, type Tx } from '../../../db/tx.ts'
import { AppError } from '../../errors.ts'
import { loadWorkspace } from '../../workspaces/workspace-row.ts'
import { asMode, asProgress, changeImport, findImport, lockImport, type Progress } from '../import-row.ts'
import type { NormalisedRow } from '../mapping/records/import-record.ts'
import { normaliseBatches } from '../mapping/records/normalise-rows.ts'
import { shiftDays } from '../mapping/records/shift-days.ts'
import { zoneTime } from '../mapping/values/zone-time.ts'
import { asMapping, asPlan, asProfiles, formatsOf } from '../plan/plan-document.ts'
import { UnreadableFile } from '../reading/import-file.ts'
import { storedFiles } from '../stored-file.ts'
import { handOffAll } from './hand-off-all.ts'
import type { Batch, ImportJob, ImportRun } from './import-run.ts'
import { flushProblems } from './import-run.ts'
import { openSource } from './source-connection.ts'
import { summarise } from './summarise.ts'
import { setAsideBroken, writeBatch } from './write-batch.ts'
import { type Reporting, reportingOf, writeManagers } from './write-managers.ts'

/** Rows written in one transaction. */
const batchRows = 1_000

/** This run is no longer the one that counts: it was stopped, begun anew, or taken over by another process. */
class Superseded extends Error {}

/**
 * Runs a started import, or goes on where a killed process left it: rows in batches, each in one transaction with how
 * far it came; then, in a live import, the handoffs of what was won. It may be called any number of times.
 */
export async function runImport(job: ImportJob, importId: string): Promise<void> {
  const run = await begin(job, importId)
  if (run === null) return
  try {
    if (!(await writeRecords(job, run))) return
    if (
      run.mode === 'live' &&
      !(await handOffAll(run, { stopping: job.stopping, inBatch: (work) => inBatch(job, run, work) }))
    )
      return
    await end(job, run, { status: 'done', error: null })
  } catch (error) {
    if (error instanceof Superseded || job.stopping()) return
    if ((isConnectionLoss(error) || isWorthRepeating(error)) && !job.lastTry) throw error
    await end(job, run, { status: 'failed', error: wordsFor(error) })
    if (!(error instanceof AppError || error instanceof UnreadableFile)) throw error
  }
}

/** NULL where there is nothing to run: it was stopped before it began, or is done. */
async function begin(job: ImportJob, importId: string): Promise<ImportRun | null> {
  return job.ctxIn(async (ctx, tx) => {
    const head = await lockImport(tx, importId)
    const row = await findImport(tx, importId)
    const [mapping, profiles, plan] = [asMapping(row.mapping), asProfiles(row.profile), asPlan(row.plan)]
    if (row.status !== 'running' || !mapping || !profiles || !plan) return null
    const zone = zoneTime(mapping.zone)
    if (!zone) return null
    const mode = asMode(row.mode)
    const connectionId = await openSource(ctx, tx, { mapping, isLive: mode === 'live' })
    if (row.connection_id !== connectionId)
      await changeImport(ctx, tx, {
        id: importId,
        version: head.version,
        change: { connection_id: connectionId },
      })
    const { currency } = await loadWorkspace(tx)
    return {
      importId,
      epoch: row.lease_epoch,
      mode,
      mapping,
      formats: formatsOf(profiles),
      zone,
      shiftDays: plan.shiftDays,
      connectionId,
      currency,
      createdBy: row.created_by,
      progress: asProgress(row.progress),
      batches: 0,
    }
  })
}

/** One transaction of a run: its effect and how far it came, both or none. */
async function inBatch(job: ImportJob, run: ImportRun, work: (batch: Batch) => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      run.progress = await job.ctxIn(async (ctx, tx) => {
        const head = await lockImport(tx, run.importId)
        const there = asProgress(head.progress)
        const isOurs = head.lease_epoch === run.epoch && placeOf(there) === placeOf(run.progress)
        if (head.status !== 'running' || !isOurs) throw new Superseded()
        await planAnew(tx, run)
        const batch: Batch = { ctx, tx, run, progress: structuredClone(run.progress), problems: [] }
        await work(batch)
        await flushProblems(batch)
        await changeImport(ctx, tx, {
          id: run.importId,
          version: head.version,
          change: { progress: batch.progress },
        })
        return batch.progress
      })
      return
    } catch (error) {
      if (!isWorthRepeating(error) || attempt === 3) throw error
    }
  }
}

/**
 * Tables grow from nothing to millions of rows in one session here, and a session keeps the plans it made when they
 * were empty, those of foreign keys included: measured, 0.2 ms for each key checked instead of 0.007. So it is made to
 * look again, often at first.
 */
async function planAnew(tx: Tx, run: ImportRun): Promise<void> {
  const n = ++run.batches
  if (n % 16 === 0 || (n & (n - 1)) === 0) await tx.run(sql`DISCARD PLANS`)
}

function placeOf({ position, handedOff }: Progress): string {
  return `${position} ${handedOff?.turn} ${handedOff?.dealId}`
}

/** Writes all rows from where this run left off; false when it was asked to leave off again. */
async function writeRecords(job: ImportJob, run: ImportRun): Promise<boolean> {
  const files = await storedFiles((work) => job.ctxIn((_ctx, tx) => work(tx)), run.importId)
  const readable = files.filter((file) => run.formats[file.name] !== undefined)
  const writing = oneBehind((rows: NormalisedRow[]) => writeOrSplit(job, run, rows))
  const resumeAt = run.progress.position
  const reports: Reporting[] = []
  let pending: NormalisedRow[] = []
  let kind: ImportKind | null = null
  let seen = 0
  const flush = async (): Promise<void> => {
    if (pending.length > 0) await writing.next(pending)
    pending = []
  }
  const endOfKind = async (): Promise<void> => {
    await flush()
    await writing.settled()
    if (kind === 'people') await inBatch(job, run, (it) => writeManagers(it, reports))
  }
  try {
    for await (const batch of normaliseBatches(readable, run.mapping, { formats: run.formats })) {
      for (const row of batch) {
        if (row.kind !== kind) await endOfKind()
        kind = row.kind
        const report = row.kind === 'people' && !row.problem ? reportingOf(row) : null
        if (report) reports.push(report)
        if (++seen <= resumeAt) continue
        if (pending.push(shifted(run, row)) < batchRows) continue
        await flush()
        if (job.stopping()) return false
      }
    }
    await endOfKind()
  } finally {
    await writing.settled()
  }
  return !job.stopping()
}

/** Does one piece of work while the next one is got ready; a failure is thrown at whoever comes next. */
function oneBehind<T>(work: (it: T) => Promise<void>): {
  next(it: T): Promise<void>
  settled(): Promise<void>
} {
  let running: Promise<{ error: unknown } | null> = Promise.resolve(null)
  const settled = async (): Promise<void> => {
    const failed = await running
    running = Promise.resolve(null)
    if (failed) throw failed.error
  }
  return {
    settled,
    async next(it) {
      await settled()
      running = work(it).then(
        () => null,
        (error: unknown) => ({ error }),
      )
    },
  }
}

function shifted(run: ImportRun, row: NormalisedRow): NormalisedRow {
  return row.problem || run.shiftDays === 0 ? row : shiftDays(row, run.shiftDays, run.zone)
}

/** A row that the database refuses is found by halving, set aside like any other bad row, and the rest is written. */
async function writeOrSplit(job: ImportJob, run: ImportRun, rows: NormalisedRow[]): Promise<void> {
  try {
    await inBatch(job, run, (batch) => writeBatch(batch, rows))
  } catch (error) {
    if (!/^(22|23)/.test(sqlState(error) ?? '')) throw error
    const [first] = rows
    if (rows.length === 1 && first) return inBatch(job, run, (batch) => setAsideBroken(batch, first))
    const middle = rows.length >> 1
    await writeOrSplit(job, run, rows.slice(0, middle))
    await writeOrSplit(job, run, rows.slice(middle))
  }
}

async function end(
  job: ImportJob,
  run: ImportRun,
  outcome: { status: 'done' | 'failed'; error: string | null },
): Promise<void> {
  await job.ctxIn(async (ctx, tx) => {
    const head = await lockImport(tx, run.importId)
    if (head.status !== 'running' || head.lease_epoch !== run.epoch) return
    const progress = { ...asProgress(head.progress), phase: outcome.status }
    const change = { ...outcome, ended_at: tx.now, progress }
    await changeImport(ctx, tx, { id: run.importId, version: head.version, change })
    const { created, updated, unchanged, setAside, handoffs } = progress
    const after = { status: outcome.status, created, updated, unchanged, setAside, handoffs }
    tx.record('import.finish', { noun: 'import', id: run.importId, after })
    await summarise(ctx, tx, { run, progress, outcome })
  })
}

function wordsFor(error: unknown): string {
  if (error instanceof AppError || error instanceof UnreadableFile) return error.message
  return 'Something went wrong on our side. What was written stays; the import can be run again.'
}
