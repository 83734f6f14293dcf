import { sql } from 'kysely'
import { qb } from '../../db/query.ts'
import type { PlaybookVersionTable } from '../../db/schema/playbook-version.ts'
import { brokenConstraint } from '../../db/tx.ts'
import { addCalendars } from '../calendars/add-calendars.ts'
import type { Ctx } from '../context.ts'
import { refused } from '../errors.ts'
import type { OperationTx } from '../operation-tx.ts'
import type { UsablePlaybook } from './standard-playbook.ts'

export type VersionRow = Omit<PlaybookVersionTable, 'document' | 'source'>

export const versionColumns = [
  'workspace_id',
  'id',
  'number',
  'title',
  'status',
  'content_hash',
  'effective_from',
  'created_by',
] as const

/**
 * Puts a playbook in force: the version before it is superseded, its calendars are added where the workspace has
 * none of that name. The same content as the one in force makes no new version.
 */
export async function storeVersion(
  ctx: Ctx,
  tx: OperationTx,
  { usable, createdBy }: { usable: UsablePlaybook; createdBy: string | null },
): Promise<VersionRow> {
  const before = await lockEffective(tx)
  if (before?.content_hash === usable.contentHash) return before
  const version: VersionRow = {
    workspace_id: tx.workspaceId,
    id: ctx.newId('pbv'),
    number: (before?.number ?? 0) + 1,
    title: usable.playbook.title,
    status: 'effective',
    content_hash: usable.contentHash,
    effective_from: tx.now,
    created_by: createdBy,
  }
  if (before) await supersede(tx, before.id)
  await insertVersion(tx, { version, usable })
  await addCalendars(ctx, tx, { definitions: usable.playbook.calendars })
  tx.record('playbook.publish', {
    noun: 'playbook',
    id: version.id,
    before: before ? audited(before) : null,
    after: audited(version),
    version: version.number,
  })
  return version
}

/** Whoever publishes at the same time waits here, and then finds the other's version in force. */
async function lockEffective(tx: OperationTx): Promise<VersionRow | undefined> {
  for (let tries = 0; tries < 5; tries++) {
    const found = await tx.maybe(
      qb
        .selectFrom('playbook_version')
        .select(versionColumns)
        .where('workspace_id', '=', tx.workspaceId)
        .where('status', '=', 'effective')
        .forUpdate(),
    )
    if (found) return found
    // Waiting for a row that was superseded meanwhile ends with none: the next look sees its successor.
    const any = await tx.maybe(
      sql`SELECT 1 FROM playbook_version WHERE workspace_id = ${tx.workspaceId} LIMIT 1`,
    )
    if (!any) return undefined
  }
  throw publishedMeanwhile()
}

async function supersede(tx: OperationTx, id: string): Promise<void> {
  await tx.run(
    qb
      .updateTable('playbook_version')
      .set({ status: 'superseded' })
      .where('workspace_id', '=', tx.workspaceId)
      .where('id', '=', id),
  )
}

async function insertVersion(
  tx: OperationTx,
  { version, usable }: { version: VersionRow; usable: UsablePlaybook },
): Promise<void> {
  try {
    await tx.run(
      qb
        .insertInto('playbook_version')
        .values({ ...version, document: JSON.stringify(usable.playbook), source: usable.source }),
    )
  } catch (error) {
    if (brokenConstraint(error)?.startsWith('playbook_')) throw publishedMeanwhile()
    throw error
  }
}

function publishedMeanwhile(): Error {
  return refused(
    'published_meanwhile',
    'Somebody else published a playbook at the same moment. Look at theirs, then try again.',
  )
}

function audited(row: VersionRow): Record<string, unknown> {
  return { number: row.number, title: row.title, contentHash: row.content_hash }
}
