import type { Checked, Output } from '../../contract/operations.ts'
import { qb } from '../../db/query.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'
import { playbookVersion } from './current-playbook.ts'
import { explainConditions, tierLoads } from './explain-playbook.ts'
import { findVersions } from './version-view.ts'

/** No version is numbered higher; the database's integers end here. */
const highestNumber = 2_147_483_647

/** The playbook in force or an earlier version, with what each tier asks and every condition in words. */
export async function showPlaybook(
  ctx: Ctx,
  { number }: Checked<'playbook.show'>,
): Promise<Output<'playbook.show'>> {
  if (number !== undefined && !(Number.isInteger(number) && number > 0 && number <= highestNumber))
    throw notFound('playbook_version')
  return ctx.readOnly(async (tx) => {
    const [version] = await findVersions(tx, number === undefined ? 'effective' : { number })
    if (!version) throw notFound('playbook_version')
    const { playbook } = await playbookVersion(tx, version.id)
    return {
      ...version,
      document: playbook,
      loads: tierLoads(playbook),
      explained: explainConditions(playbook),
    }
  })
}

/** The playbook in force as it was written, comments and all. */
export async function showPlaybookSource(ctx: Ctx): Promise<Output<'playbook.source'>> {
  return ctx.readOnly(async (tx) => {
    const row = await tx.maybe(
      qb
        .selectFrom('playbook_version')
        .select('source')
        .where('workspace_id', '=', tx.workspaceId)
        .where('status', '=', 'effective'),
    )
    if (!row) throw notFound('playbook_version')
    return row
  })
}

export async function listPlaybookVersions(ctx: Ctx): Promise<Output<'playbook.versions'>> {
  return ctx.readOnly(async (tx) => ({ items: await findVersions(tx) }))
}
