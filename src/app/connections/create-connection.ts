import { sql } from 'kysely'
import { qb } from '../../db/query.ts'
import { ownConnectionName } from '../deals/own-connection.ts'
import { invalid } from '../errors.ts'
import type { OperationTx } from '../operation-tx.ts'
import type { Verb } from '../verbs.ts'
import { checkConfig, firstConfig } from './check-config.ts'
import { connectionOrThrow } from './connection-row.ts'
import { chosenSecret, sealSecret } from './connection-secrets.ts'
import { viewConnection } from './connection-view.ts'
import { refuseTakenName } from './refuse-taken-name.ts'

/**
 * Makes a webhook source. Its secret is in this one answer and nowhere else; deals won before now are history unless
 * told otherwise. Going on with an import, it takes that import's connection over, and so its deals.
 */
export const createConnection: Verb<'connection.create'> = (ctx, input) =>
  ctx.inTransaction(async (tx) => {
    const config = input.config ? checkConfig(ctx.connectors, input.config) : firstConfig(ctx.connectors)
    const secret = chosenSecret(ctx.connectors, config.scheme, input.secret)
    const past = input.continues ? await importOrThrow(tx, input.continues) : null
    const id = past?.id ?? ctx.newId('con')
    const row = { workspace_id: tx.workspaceId, id }
    const liveFrom = input.liveFrom ?? tx.now
    const made = {
      kind: 'webhook',
      name: input.name,
      config: JSON.stringify(config),
      secret_sealed: sealSecret(ctx.connectors, secret, { row, column: 'secret_sealed' }),
      live_from: liveFrom,
    }
    await refuseTakenName(input.name, () =>
      tx.run(
        past
          ? qb
              .updateTable('connection')
              .set({ ...made, continues: past.name, version: sql<number>`version + 1` })
              .where('workspace_id', '=', row.workspace_id)
              .where('id', '=', id)
          : qb.insertInto('connection').values({ ...row, ...made, created_at: tx.now }),
      ),
    )
    const saved = await connectionOrThrow(tx, id)
    const after = { name: input.name, status: 'active', liveFrom, continues: past?.name ?? null, ...config }
    tx.record('connection.create', { noun: 'connection', id, after, version: saved.version })
    return { ...(await viewConnection(tx, ctx.connectors, saved)), secret }
  })

/** The connection of an import, held until it is a webhook's. */
async function importOrThrow(tx: OperationTx, id: string): Promise<{ id: string; name: string }> {
  const found = await tx.maybe(
    qb
      .selectFrom('connection')
      .select(['id', 'name'])
      .where('workspace_id', '=', tx.workspaceId)
      .where('id', '=', id)
      .where('kind', '=', 'import')
      .where('status', '<>', 'removed')
      .forNoKeyUpdate(),
  )
  if (found && found.name !== ownConnectionName) return found
  throw invalid('There is no such import to go on with.', [
    { path: 'continues', message: 'expected the connection of an earlier import' },
  ])
}
