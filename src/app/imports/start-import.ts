import { sql } from 'kysely'
import { refused, stale } from '../errors.ts'
import type { Verb } from '../verbs.ts'
import { asMode, changeImport, findImport, importView, lockImport, newProgress } from './import-row.ts'
import { asPlan, type PlanDocument } from './plan/plan-document.ts'

/**
 * Runs a planned import, or one that stopped or is done once more: what is there already stays unchanged.
 * A live one must repeat the number of handoffs it was shown.
 */
export const startImport: Verb<'import.start'> = (ctx, { id, version, confirmHandoffs }) =>
  ctx.inTransaction(async (tx) => {
    const head = await lockImport(tx, id)
    if (head.version !== version) throw stale('import', await importView(tx, head))
    if (head.status === 'running') throw refused('import_running', 'This import is running already.')
    if (head.status === 'uploading')
      throw refused('import_uploading', 'The files have not arrived completely yet.')
    const plan = asPlan((await findImport(tx, id)).plan)
    checkPlan(plan, { isLive: asMode(head.mode) === 'live', confirmHandoffs })
    await tx.run(sql`DELETE FROM import_problem WHERE workspace_id = ${tx.workspaceId} AND import_id = ${id}`)
    const total = Object.values(plan.counts.records).reduce((sum, n) => sum + n, plan.counts.setAside)
    await changeImport(ctx, tx, {
      id,
      version,
      change: {
        status: 'running',
        error: null,
        started_at: tx.now,
        ended_at: null,
        // A run of before that has not noticed yet that it was stopped, stops at this.
        lease_epoch: head.lease_epoch + 1,
        progress: newProgress(total),
      },
    })
    tx.enqueue({ job: 'run-import', payload: { importId: id } })
    tx.record('import.start', {
      noun: 'import',
      id,
      after: { mode: head.mode, handoffs: plan.consequences?.handoffs ?? null },
    })
    return importView(tx, await lockImport(tx, id))
  })

type Confirming = { isLive: boolean; confirmHandoffs: number | undefined }

function checkPlan(
  plan: PlanDocument | null,
  { isLive, confirmHandoffs }: Confirming,
): asserts plan is PlanDocument {
  if (plan === null)
    throw refused(
      'import_not_planned',
      'Look at the plan first: what the columns mean and what would happen.',
    )
  const error = plan.problems.find((problem) => problem.severity === 'error')
  if (error) throw refused('plan_has_errors', `The plan has an error: ${error.message}`)
  if (!isLive) return
  const handoffs = plan.consequences?.handoffs ?? 0
  if (confirmHandoffs === undefined)
    throw refused(
      'confirm_handoffs',
      `This import opens ${handoffs} handoffs. Repeat the number as confirmHandoffs to start it.`,
    )
  if (confirmHandoffs !== handoffs)
    throw refused(
      'confirm_handoffs',
      `This import opens ${handoffs} handoffs, not ${confirmHandoffs}. Look at its plan again.`,
    )
}
