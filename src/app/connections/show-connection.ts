import type { Verb } from '../verbs.ts'
import { connectionOrThrow } from './connection-row.ts'
import { viewConnection } from './connection-view.ts'

export const showConnection: Verb<'connection.show'> = (ctx, input) =>
  ctx.readOnly(async (tx) => viewConnection(tx, ctx.connectors, await connectionOrThrow(tx, input.id)))
