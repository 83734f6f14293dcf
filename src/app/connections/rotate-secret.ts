import type { Verb } from '../verbs.ts'
import { asSourceConfig, sourceOrThrow } from './connection-row.ts'
import { chosenSecret, openSecrets, sealSecret } from './connection-secrets.ts'
import { viewConnection } from './connection-view.ts'
import { saveConnection } from './save-connection.ts'

const usualOverlapHours = 24

/** Makes a new secret. The one before it is accepted for some hours more, so that senders can follow. */
export const rotateSecret: Verb<'connection.rotate_secret'> = (ctx, input) =>
  ctx.inTransaction(async (tx) => {
    const before = await sourceOrThrow(tx, input.id)
    const secret = chosenSecret(ctx.connectors, asSourceConfig(before.config).scheme, input.secret)
    const overlapHours = input.overlapHours ?? usualOverlapHours
    const previous = overlapHours > 0 ? openSecrets(ctx.connectors, before)?.current : undefined
    const until = new Date(Date.parse(tx.now) + overlapHours * 3_600_000).toISOString()
    const after = await saveConnection(ctx, tx, {
      before,
      version: input.version,
      change: {
        secret_sealed: sealSecret(ctx.connectors, secret, { row: before, column: 'secret_sealed' }),
        previous_secret_sealed:
          previous === undefined
            ? null
            : sealSecret(ctx.connectors, previous, { row: before, column: 'previous_secret_sealed' }),
        previous_secret_until: previous === undefined ? null : until,
      },
    })
    tx.record('connection.rotate_secret', {
      noun: 'connection',
      id: after.id,
      after: { previousUntil: previous === undefined ? null : until },
      version: after.version,
    })
    return { ...(await viewConnection(tx, ctx.connectors, after)), secret }
  })
