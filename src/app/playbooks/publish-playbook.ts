import type { Checked, Output } from '../../contract/operations.ts'
import { actingMemberId, type Ctx } from '../context.ts'
import { type AppError, invalid } from '../errors.ts'
import { parsePlaybook } from './parse-playbook.ts'
import type { Problem } from './problem.ts'
import { storeVersion } from './store-version.ts'
import { findVersions } from './version-view.ts'

/** Every mistake of a playbook, without storing it. */
export async function checkPlaybookSource(
  _ctx: Ctx,
  { source }: Checked<'playbook.check'>,
): Promise<Output<'playbook.check'>> {
  const parsed = parsePlaybook(source)
  return parsed.ok ? { ok: true, problems: parsed.warnings } : { ok: false, problems: parsed.problems }
}

/** Puts a playbook in force. Handoffs that run keep theirs; the same content again makes no new version. */
export async function publishPlaybook(
  ctx: Ctx,
  { source }: Checked<'playbook.publish'>,
): Promise<Output<'playbook.publish'>> {
  const parsed = parsePlaybook(source)
  if (!parsed.ok) throw unusable(parsed.problems)
  return ctx.inTransaction(async (tx) => {
    const usable = { ...parsed, source }
    const stored = await storeVersion(ctx, tx, { usable, createdBy: actingMemberId(ctx.actor) })
    const [version] = await findVersions(tx, { number: stored.number })
    if (!version) throw new Error('the version in force is not there')
    return { ...version, problems: parsed.warnings }
  })
}

function unusable(problems: readonly Problem[]): AppError {
  const errors = problems.filter((problem) => problem.severity === 'error')
  const [first] = errors
  const others = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
  return invalid(
    `This playbook cannot be used. ${first ? sentence(first) : ''}${others}`,
    errors.map((problem) => ({ path: problem.path, message: sentence(problem) })),
  )
}

function sentence({ line, column, message }: Problem): string {
  return `Line ${line}, column ${column}: ${message}`
}
