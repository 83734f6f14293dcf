import type { Verb } from '../verbs.ts'
import { connectionOrThrow } from './connection-row.ts'
import { findStages } from './find-stages.ts'

export const listStages: Verb<'stage.list'> = (ctx, input) =>
  ctx.readOnly(async (tx) => {
    await connectionOrThrow(tx, input.id)
    return { items: await findStages(tx, input.id) }
  })
