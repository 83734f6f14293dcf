import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { ImportMapping } from '../../../contract/import-mapping.ts'
import { insertMany } from '../../../db/insert-many.ts'
import { qb } from '../../../db/query.ts'
import type { ConnectionTable } from '../../../db/schema/connection.ts'
import type { Tx } from '../../../db/tx.ts'
import type { Ctx } from '../../context.ts'
import { refused } from '../../errors.ts'
import type { OperationTx } from '../../operation-tx.ts'

type Source = Pick<Selectable<ConnectionTable>, 'id' | 'live_from'>
type Named = Pick<ImportMapping, 'source' | 'files'>

/**
 * The name under which an import's records are known where it names no source, so that running it again finds them:
 * that of the file of its deals, without a date in it, which changes from export to export.
 */
function nameByFile(mapping: Named): string {
  const named =
    mapping.files.find((file) => file.kind === 'deals') ??
    mapping.files.find((file) => file.kind !== 'ignore')
  const plain = (named?.file ?? 'file')
    .replace(/^.*[/\\]/, '')
    .replace(/\.[^.]*$/, '')
    .replace(/\s*\(\d+\)$/, '')
    .replace(/-problems$/, '')
  const undated = plain.replace(
    /[\s._-]*\d{2,4}[-_.]?\d{2}([-_.]?\d{2,4})?([\sT_-]*\d{2}[-_.:]?\d{2}([-_.:]?\d{2})?)?$/,
    '',
  )
  return `Import of ${(undated || plain).slice(0, 100).toLowerCase()}`
}

/** The connection whose deals a mapping speaks of: the one it names, else that of its file, whatever became of it. */
export async function findSource(tx: Tx, mapping: Named): Promise<Source | undefined> {
  const byFile = nameByFile(mapping)
  return tx.maybe(
    qb
      .selectFrom('connection')
      .select(['id', 'live_from'])
      .where('workspace_id', '=', tx.workspaceId)
      .where('status', '<>', 'removed')
      .where((where) =>
        mapping.source
          ? where('name', '=', mapping.source)
          : where.or([
              where('continues', '=', byFile),
              where.and([where('name', '=', byFile), where('kind', '=', 'import')]),
            ]),
      )
      .orderBy('continues')
      .limit(1),
  )
}

/** The connection that stands for an import's source, with the stages the mapping tells of. */
export async function openSource(
  ctx: Ctx,
  tx: OperationTx,
  { mapping, isLive }: { mapping: ImportMapping; isLive: boolean },
): Promise<string> {
  const source = (await findSource(tx, mapping)) ?? (await makeSource(ctx, tx, { mapping, isLive }))
  const stages = [...new Map(Object.entries(mapping.stages).map(([label, kind]) => [label.trim(), kind]))]
    .filter(([label]) => label !== '')
    .map(([label, kind]) => ({
      workspace_id: tx.workspaceId,
      connection_id: source.id,
      external_id: label,
      pipeline: '',
      label,
      kind,
    }))
  if (stages.length > 0) {
    await tx.run(sql`${insertMany('stage', stages)}
      ON CONFLICT (workspace_id, connection_id, pipeline, external_id) DO UPDATE SET kind = excluded.kind WHERE stage.kind IS DISTINCT FROM excluded.kind`)
  }
  return source.id
}

async function makeSource(
  ctx: Ctx,
  tx: OperationTx,
  { mapping, isLive }: { mapping: ImportMapping; isLive: boolean },
): Promise<Source> {
  if (mapping.source)
    throw refused('unknown_source', `There is no connection called "${mapping.source}" any more.`)
  const name = nameByFile(mapping)
  const source = { id: ctx.newId('con'), live_from: isLive ? null : tx.now }
  const row = {
    ...source,
    kind: 'import',
    name,
    config: {},
    created_at: tx.now,
    status: 'active',
    version: 1,
  }
  await tx.run(insertMany('connection', [{ workspace_id: tx.workspaceId, ...row }], 'skip'))
  tx.record('connection.create', {
    noun: 'connection',
    id: source.id,
    after: { kind: 'import', name },
  })
  // Another import of the same source may have been faster.
  return (await findSource(tx, mapping)) ?? source
}
