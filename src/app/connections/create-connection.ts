import { qb } from '../../db/query.ts'
import type { Verb } from '../verbs.ts'
import { checkConfig, firstConfig } from './check-config.ts'
import { connectionOrThrow } from './connection-row.ts'
import { chosenSecret, sealSecret } from './connection-secrets.ts'
import { viewConnection } from './connection-view.ts'
import { refuseTakenName } from './refuse-taken-name.ts'

/** Makes a webhook source. Its secret is in this one answer and nowhere else; deals won before now are history unless told otherwise. */
export const createConnection: Verb<'connection.create'> = (ctx, input) =>
  ctx.inTransaction(async (tx) => {
    const config = input.config ? checkConfig(ctx.connectors, input.config) : firstConfig(ctx.connectors)
    const secret = chosenSecret(ctx.connectors, config.scheme, input.secret)
    const id = ctx.newId('con')
    const row = { workspace_id: tx.workspaceId, id }
    const liveFrom = input.liveFrom ?? tx.now
    await refuseTakenName(input.name, () =>
      tx.run(
        qb.insertInto('connection').values({
          ...row,
          kind: 'webhook',
          name: input.name,
          config: JSON.stringify(config),
          secret_sealed: sealSecret(ctx.connectors, secret, { row, column: 'secret_sealed' }),
          previous_secret_sealed: null,
          previous_secret_until: null,
          live_from: liveFrom,
          created_at: tx.now,
        }),
      ),
    )
    const after = { name: input.name, status: 'active', liveFrom, ...config }
    tx.record('connection.create', { noun: 'connection', id, after, version: 1 })
    const made = await connectionOrThrow(tx, id)
    return { ...(await viewConnection(tx, ctx.connectors, made)), secret }
  })
